import { ruleOperations } from './event-rules.ts';
import { eventOperations } from './events.ts';
import { executionOperations } from './executions.ts';
import { attachmentOperations } from './iam-attachments.ts';
import { boundaryOperations } from './iam-boundary.ts';
import { inlineOperations } from './iam-inline.ts';
import { instanceProfileOperations } from './iam-instance-profiles.ts';
import { managedPolicyOperations } from './iam-policies.ts';
import { roleSettingOperations } from './iam-role-settings.ts';
import { roleOperations } from './iam-roles.ts';
import { tagOperations } from './iam-tags.ts';
import { logPolicyOperations } from './log-policies.ts';
import { mapRunOperations } from './map-runs.ts';
import type { Operation } from './operation.ts';
import { accountOperations } from './organization-accounts.ts';
import { creationOperations } from './organization-creation.ts';
import { departureOperations } from './organization-departure.ts';
import { policyOperations } from './organization-policies.ts';
import { structureOperations } from './organization-structure.ts';
import { accountTagOperations } from './organization-tags.ts';
import { unitOperations } from './organization-units.ts';
import { secretChangeOperations } from './secret-changes.ts';
import { secretOperations } from './secrets.ts';
import { stackOperations } from './stacks.ts';
import { machineOperations } from './state-machines.ts';
import { stsOperations } from './sts.ts';
import { subscriptionOperations } from './subscriptions.ts';
import { tableOperations } from './tables.ts';
import { taggedResourceOperations } from './tagged-resources.ts';
import { trailOperations } from './trails.ts';

/**
 * The operation that is emulated under a call's name.
 *
 * @param call `iam:CreateRole`
 */
export const operationNamed = (call: string): Operation | undefined => operations.get(call);

const operations = new Map([
  ...named('iam', roleOperations),
  ...named('iam', instanceProfileOperations),
  ...named('iam', roleSettingOperations),
  ...named('iam', tagOperations),
  ...named('iam', attachmentOperations),
  ...named('iam', inlineOperations),
  ...named('iam', boundaryOperations),
  ...named('iam', managedPolicyOperations),
  ...named('sts', stsOperations),
  ...named('organizations', accountOperations),
  ...named('organizations', accountTagOperations),
  ...named('organizations', creationOperations),
  ...named('organizations', departureOperations),
  ...named('organizations', policyOperations),
  ...named('organizations', structureOperations),
  ...named('organizations', unitOperations),
  ...named('secretsmanager', [...secretOperations, ...secretChangeOperations]),
  ...named('states', [...executionOperations, ...mapRunOperations, ...machineOperations]),
  ...named('events', [...eventOperations, ...ruleOperations]),
  ...named('cloudtrail', trailOperations),
  ...named('logs', logPolicyOperations),
  ...named('sns', subscriptionOperations),
  ...named('cloudformation', stackOperations),
  ...named('dynamodb', tableOperations),
  ...named('tag', taggedResourceOperations),
]);

function named(prefix: string, operations: Operation[]): [string, Operation][] {
  return operations.map((operation) => [`${prefix}:${operation.name}`, operation]);
}
