import {
  AssumeRole$,
  type AssumeRoleRequest,
  type AssumeRoleResponse,
  GetCallerIdentity$,
} from '@aws-sdk/client-sts';
import type { Asking } from './asking.ts';
import { assumableRole } from './assumable-role.ts';
import { AwsError } from './aws-error.ts';
import { sessionArn } from './caller.ts';
import { check } from './constraint.ts';
import { managedPolicy } from './managed-policies.ts';
import { operation } from './operation.ts';
import type { PolicyDocument } from './policy-document.ts';
import { readIdentityPolicy } from './policy-text.ts';
import { openSession } from './session.ts';
import type { Role } from './state.ts';

/** The operations of STS. */
export const stsOperations = [
  // Its permissions are checked with the role's trust policy, so not before the work.
  operation({ schema: AssumeRole$, serve: (asking, input: AssumeRoleRequest) => assumeRole(asking, input) }),
  // It takes no permission, and not even an explicit deny forbids it.
  operation({
    schema: GetCallerIdentity$,
    serve: ({ caller }) => ({ UserId: caller.userId, Account: caller.account, Arn: caller.arn }),
  }),
];

/**
 * Gives a session of a role.
 *
 * @throws AwsError ValidationError, MalformedPolicyDocument, AccessDenied, RegionDisabledException
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
function assumeRole(asking: Asking, input: AssumeRoleRequest): AssumeRoleResponse {
  checkInput(input);
  const policies = sessionPolicies(asking, input);
  const asked = assumableRole(asking, input);
  const seconds = input.DurationSeconds ?? 3600;
  checkDuration(asking, asked, seconds);
  const role = switched(asking, asked);
  const name = input.RoleSessionName ?? '';
  const { accessKeyId, secretAccessKey, session } = openSession(asking.world.state, role, {
    name,
    seconds,
    policies,
    tags: new Map(input.Tags?.map(({ Key = '', Value = '' }) => [Key, Value])),
  });
  role.lastUsed = { at: new Date(), region: asking.region };
  return {
    Credentials: {
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      SessionToken: session.token,
      Expiration: session.expiration,
    },
    AssumedRoleUser: { AssumedRoleId: `${role.id}:${name}`, Arn: sessionArn(role, name) },
    PackedPolicySize: input.Policy === undefined ? undefined : Math.ceil((input.Policy.length / 2048) * 100),
  };
}

function checkInput(input: AssumeRoleRequest): void {
  check('roleArn', input.RoleArn, { min: 20, max: 2048 });
  check('roleSessionName', input.RoleSessionName, { min: 2, max: 64, pattern: '[\\w+=,.@-]*' });
  check('durationSeconds', input.DurationSeconds, { min: 900, max: 43_200 });
  check('externalId', input.ExternalId, { min: 2, max: 1224, pattern: '[\\w+=,.@:\\/-]*' });
  check('policy', input.Policy, { min: 1, max: 2048 });
  checkPolicies(input);
  if (!/^arn:[\w-]+:iam::\d{12}:role\/.+$/.test(input.RoleArn ?? ''))
    throw new AwsError('ValidationError', `${input.RoleArn} is invalid`);
}

/** Source: AssumeRole's reference, `PolicyArns`: "up to 10", and 2,048 characters with those of `Policy`. */
function checkPolicies({ Policy = '', PolicyArns = [] }: AssumeRoleRequest): void {
  if (PolicyArns.length > 10)
    throw new AwsError(
      'ValidationError',
      "1 validation error detected: Value at 'policyArns' failed to satisfy constraint: Member must have length less than or equal to 10",
    );
  if (Policy.length + PolicyArns.reduce((sum, { arn = '' }) => sum + arn.length, 0) > 2048)
    throw new AwsError('ValidationError', 'The plaintext of the session policies exceeds 2048 characters.');
}

function checkDuration({ caller }: Asking, role: Role, seconds: number): void {
  if (caller.session !== undefined && seconds > 3600)
    throw new AwsError(
      'ValidationError',
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  if (seconds > role.maxSessionSeconds)
    throw new AwsError(
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
}

/** Of a managed policy that is not known here, a session gets nothing. */
function sessionPolicies({ world }: Asking, { RoleArn, Policy, PolicyArns = [] }: AssumeRoleRequest) {
  if (Policy === undefined && PolicyArns.length === 0) return undefined;
  const account = world.state.accounts.get(RoleArn?.split(':')[4] ?? '');
  const policies: PolicyDocument[] = Policy === undefined ? [] : [readIdentityPolicy(Policy)];
  const named = PolicyArns.flatMap(({ arn = '' }) => account?.policies.get(arn) ?? managedPolicy(arn) ?? []);
  return [...policies, ...named];
}

/** The same role of the account that the switch names, for an answer that is not what was asked for. */
function switched({ world: { state, switches } }: Asking, role: Role): Role {
  const { assumeRoleAnswersFor: id } = switches;
  if (id === undefined) return role;
  const other = state.accounts.get(id)?.roles.get(role.name.toLowerCase());
  return other ?? { ...role, arn: role.arn.replace(/\d{12}/, id) };
}
