import { setTimeout as sleep } from 'node:timers/promises';
import type { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as v from 'valibot';
import { accountAccess } from '../../../lib/aws/account-access.ts';
import { organizationOf } from '../../../lib/aws/organization.ts';
import { readRole } from '../../../lib/aws/read-role.ts';
import { repairRole } from '../../../lib/aws/repair-role.ts';
import { ensureRole } from '../../../lib/aws/roles.ts';
import { secretReader } from '../../../lib/aws/secrets.ts';
import { withDeadline } from '../../../lib/deadline.ts';
import type { Repair } from '../../../lib/role/drift.ts';
import { ACCOUNT, scene } from '../../scene.ts';
import { account, spec, wanted } from '../role-builder.ts';
import { administrator } from './member.ts';

const RoleName = 'cloudcraft';
const policyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const policyName = 'extra';
const document = { Version: '2012-10-17', Statement: [] };

const confirm = () =>
  accountAccess({ maxAttempts: 1 }).confirm(account, {
    accessRoles: ['OrganizationAccountAccessRole'],
    execution: 'run-1',
  });
const member = () => organizationOf(new OrganizationsClient({ maxAttempts: 1 })).member(ACCOUNT);
const secret = () =>
  secretReader(new SecretsManagerClient({ maxAttempts: 1 }), 'rollcall')
    .credentials('cloudcraft', v.unknown())
    .current();
const read = (iam: IAMClient) => readRole(iam, RoleName);
const repair = (what: Repair) => (iam: IAMClient) => repairRole(iam, RoleName, what);
const create = (iam: IAMClient) => ensureRole(iam, wanted({ spec: spec({ name: 'another' }) }));

/** What makes each call, in an account that has the role. */
const calls: [call: string, work: (iam: IAMClient) => Promise<unknown>][] = [
  ['sts:AssumeRole', confirm],
  ['organizations:DescribeAccount', member],
  ['organizations:ListParents', () => member().then(({ ancestors }) => ancestors())],
  ['organizations:ListTagsForResource', () => member().then(({ tags }) => tags())],
  ['secretsmanager:GetSecretValue', secret],
  ['iam:GetRole', read],
  ['iam:ListAttachedRolePolicies', read],
  ['iam:ListRolePolicies', read],
  ['iam:GetRolePolicy', read],
  ['iam:CreateRole', create],
  ['iam:UpdateAssumeRolePolicy', repair({ repair: 'trust', document })],
  ['iam:UpdateRole', repair({ repair: 'settings', description: '', maxSessionSeconds: 3600 })],
  ['iam:TagRole', repair({ repair: 'tags', tags: { a: 'b' } })],
  ['iam:PutRolePermissionsBoundary', repair({ repair: 'boundary', boundaryArn: policyArn })],
  ['iam:DetachRolePolicy', repair({ repair: 'detach', policyArn })],
  ['iam:AttachRolePolicy', repair({ repair: 'attach', policyArn })],
  ['iam:DeleteRolePolicy', repair({ repair: 'delete', policyName })],
  ['iam:PutRolePolicy', repair({ repair: 'put', policyName, document })],
];

it.each(calls)('%s that hangs ends when the time is up', async (call, work) => {
  const { world } = await scene({ switches: { aws: { accountPaths: 'absent' } } });
  const iam = administrator(world);
  await ensureRole(iam, wanted());
  // The answer comes in the end, which shows a call that outlived the time.
  world.network.faults = [{ to: 'aws', call: `${call}$`, answer: { delaySeconds: 3000, part: 'headers' } }];
  const isHanging = () =>
    world.network.calls.some(({ name, status }) => name === call && status === undefined);
  const time = new AbortController();
  const end = withDeadline(time.signal, () => work(iam)).then(String, String);
  const ended = end.then(() => true);
  while (!isHanging() && !(await Promise.race([ended, sleep(1)])));
  time.abort();
  expect(await end).toContain('AbortError');
  expect(isHanging()).toBe(true);
});
