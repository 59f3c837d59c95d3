import {
  AttachRolePolicyCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  type IAMClient,
  PutRolePolicyCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import { ensureRole } from '../../../lib/aws/roles.ts';
import { AwsUnavailableError } from '../../../lib/errors.ts';
import type { WantedRole } from '../../../lib/role/wanted.ts';
import { ACCOUNT, scene } from '../../scene.ts';
import { allowing, trusting, wanted } from '../role-builder.ts';
import { administrator, roleIn } from './member.ts';

const RoleName = 'cloudcraft';
const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const administratorAccess = 'arn:aws:iam::aws:policy/AdministratorAccess';
const text = JSON.stringify;

/** A role as it is wanted, in an account where it can be changed. */
async function ensured() {
  const { world } = await scene();
  const iam = administrator(world);
  const ensure = (overrides: Partial<WantedRole> = {}) => ensureRole(iam, wanted(overrides));
  await ensure();
  return { world, iam, ensure, role: () => roleIn(world, RoleName) };
}

type Change = (iam: IAMClient) => Promise<unknown>;
const trust =
  (overrides: Parameters<typeof trusting>[0]): Change =>
  (iam) =>
    iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: text(trusting(overrides)) }));
const put =
  (PolicyName: string, document: object): Change =>
  (iam) =>
    iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: text(document) }));
const update =
  (settings: object): Change =>
  (iam) =>
    iam.send(new UpdateRoleCommand({ RoleName, ...settings }));
const replacedSettings = 'replaced the description and the session duration';

const drifts: [string, Change, change: string][] = [
  [
    'a trust policy that trusts somebody else',
    trust({ trustedPrincipal: 'arn:aws:iam::111111111111:root' }),
    'replaced the trust policy',
  ],
  [
    'a trust policy with another external id',
    trust({ externalId: 'another-1234567890' }),
    'replaced the trust policy',
  ],
  ['another description', update({ Description: 'mine' }), replacedSettings],
  ['another session duration', update({ MaxSessionDuration: 43200 }), replacedSettings],
  [
    'one more policy',
    (iam) => iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: administratorAccess })),
    `detached ${administratorAccess}`,
  ],
  [
    'a missing policy',
    (iam) => iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: readOnly })),
    `attached ${readOnly}`,
  ],
  ['one more inline policy', put('more', allowing('*')), 'deleted the inline policy more'],
  [
    'one more inline policy, of a name that objects have a use for',
    put('__proto__', allowing('*')),
    'deleted the inline policy __proto__',
  ],
  [
    'a missing inline policy',
    (iam) => iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'extra' })),
    'put the inline policy extra',
  ],
  ['a changed inline policy', put('extra', allowing('ec2:*')), 'put the inline policy extra'],
  [
    'a missing tag',
    (iam) => iam.send(new UntagRoleCommand({ RoleName, TagKeys: ['managed-by'] })),
    'set our tags',
  ],
];

describe('a role is repaired', () => {
  it.each(drifts)('with %s', async (_, drift, change) => {
    const { iam, ensure, role } = await ensured();
    const right = role();
    await drift(iam);
    expect(role()).not.toEqual(right);
    expect(await ensure()).toEqual({ arn: right?.arn, change: 'repaired', changes: [change] });
    expect(role()).toEqual(right);
  });

  it('with everything but its tags wrong at once', async () => {
    const { iam, ensure, role } = await ensured();
    const right = role();
    for (const [fault, drift] of drifts) if (fault !== 'a missing tag') await drift(iam);
    expect(await ensure()).toMatchObject({ change: 'repaired' });
    expect(role()).toEqual(right);
    expect(await ensure()).toMatchObject({ change: 'unchanged' });
  });

  it('with a boundary that is not the configured one', async () => {
    const { world, ensure, role } = await ensured();
    const boundaryArn = `arn:aws:iam::${ACCOUNT}:policy/boundary`;
    world.aws.state.accounts
      .get(ACCOUNT)
      ?.policies.set(boundaryArn, { Version: '2012-10-17', Statement: [] });
    expect(await ensure({ boundaryArn })).toMatchObject({
      changes: [`set the permissions boundary ${boundaryArn}`],
    });
    expect(role()?.boundary).toBe(boundaryArn);
    expect(await ensure({ boundaryArn })).toMatchObject({ change: 'unchanged' });
  });

  it('with a superfluous policy that another execution removes meanwhile', async () => {
    const { world, iam, ensure, role } = await ensured();
    const right = role();
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: administratorAccess }));
    world.network.faults = [
      { to: 'aws', call: 'iam:DetachRolePolicy', effect: 'taken', answer: { status: 404, body: gone } },
    ];
    await ensure();
    expect(role()).toEqual(right);
  });
});

it('an inline policy that is removed between listing and reading is left out', async () => {
  const { world, ensure, role } = await ensured();
  const right = role();
  const names = ['extra', 'removed'].map((name) => `<member>${name}</member>`).join('');
  const body = `<ListRolePoliciesResponse><ListRolePoliciesResult><PolicyNames>${names}</PolicyNames><IsTruncated>false</IsTruncated></ListRolePoliciesResult></ListRolePoliciesResponse>`;
  const answer = { status: 200, headers: { 'content-type': 'text/xml' }, body };
  world.network.faults = [{ to: 'aws', call: 'iam:ListRolePolicies$', times: 1, answer }];
  expect(await ensure()).toMatchObject({ change: 'unchanged' });
  expect(role()).toEqual(right);
});

it('a role that IAM does not find when a policy is to go may still have it, so it is tried again', async () => {
  const { world, iam, ensure, role } = await ensured();
  const right = role();
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: administratorAccess }));
  const body = gone.replace('Policy was not found.', 'The role with name cloudcraft cannot be found.');
  const answer = { status: 404, headers: { 'content-type': 'text/xml' }, body };
  world.network.faults = [{ to: 'aws', call: 'iam:DetachRolePolicy$', times: 1, answer }];
  await expect(ensure()).rejects.toThrow(AwsUnavailableError);
  await ensure();
  expect(role()).toEqual(right);
});

const gone =
  '<ErrorResponse><Error><Code>NoSuchEntity</Code><Message>Policy was not found.</Message></Error></ErrorResponse>';

describe('what is not ours to decide stays', () => {
  it('further tags', async () => {
    const { iam, ensure, role } = await ensured();
    await iam.send(new TagRoleCommand({ RoleName, Tags: [{ Key: 'team', Value: 'platform' }] }));
    expect(await ensure()).toMatchObject({ change: 'unchanged' });
    expect(role()?.tags).toMatchObject({ team: 'platform' });
  });

  it('a boundary, where none is configured', async () => {
    const { world, ensure, role } = await ensured();
    const kept = world.aws.state.accounts.get(ACCOUNT)?.roles.get(RoleName);
    if (kept !== undefined) kept.boundary = administratorAccess;
    expect(await ensure()).toMatchObject({ change: 'unchanged' });
    expect(role()?.boundary).toBe(administratorAccess);
  });

  it('a policy that means the same in other words', async () => {
    const { iam, ensure } = await ensured();
    const same = {
      Statement: { Resource: ['*'], Action: 'EC2:describe*', Effect: 'Allow', Sid: 'Mine' },
      Version: '2012-10-17',
    };
    await put('extra', same)(iam);
    expect(await ensure()).toMatchObject({ change: 'unchanged' });
  });
});
