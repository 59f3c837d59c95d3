import { IAMClient } from '@aws-sdk/client-iam';
import type { PolicyDocument } from '../../../emulators/aws/policy-document.ts';
import { ensureRole } from '../../../lib/aws/roles.ts';
import { AccessDeniedError, AccountNotReadyError } from '../../../lib/errors.ts';
import { ACCOUNT, type SceneOptions, scene } from '../../scene.ts';
import { account, wanted } from '../role-builder.ts';
import { roleIn } from './member.ts';

const recent = { ...account, joinedAt: new Date().toISOString() };
const old = { ...account, joinedAt: '2020-01-01T00:00:00.000Z' };
const everything = { Statement: [{ Effect: 'Allow' as const, Action: '*', Resource: '*' }] };
const butCreating = {
  Statement: [{ Effect: 'Allow' as const, NotAction: 'iam:CreateRole', Resource: '*' }],
};
const denying = { Statement: [{ Effect: 'Deny' as const, Action: 'iam:CreateRole', Resource: '*' }] };

/** An access role that may do what the policy says, in an account where the role is missing. */
async function open(policy: PolicyDocument, options: SceneOptions = {}) {
  const { world } = await scene(options);
  const arn = `arn:aws:iam::${ACCOUNT}:user/limited`;
  const limited = (policies: PolicyDocument[]) =>
    new IAMClient({
      endpoint: world.aws.url,
      region: 'us-east-1',
      credentials: world.aws.addPrincipal({ arn, policies }),
      maxAttempts: 1,
    });
  const ensure = (member = recent, iam = limited([policy])) => ensureRole(iam, wanted({ account: member }));
  return { limited, ensure, role: () => roleIn(world, 'cloudcraft') };
}

describe('a newly created account in which the access role may not do its work', () => {
  it('is not ready yet, and gets its role once it may', async () => {
    const { limited, ensure, role } = await open(butCreating);
    const attempt = ensure();
    await expect(attempt).rejects.toThrow(AccountNotReadyError);
    await expect(attempt).rejects.toThrow(
      /use the access role in account 444455556666 \(Sandbox\): AccessDenied .*because no identity-based policy allows/,
    );
    expect(role()).toBeUndefined();
    expect(await ensure(recent, limited([everything]))).toMatchObject({ change: 'created' });
  });

  it.each([
    ['its own policy', denying, {}],
    ['a service control policy', everything, { serviceControlPolicies: [denying] }],
  ])('stays refused when %s denies it', async (_, own, aws) => {
    const { ensure, role } = await open(
      { Statement: [everything.Statement, own.Statement].flat() },
      { switches: { aws } },
    );
    const attempt = ensure();
    await expect(attempt).rejects.toThrow(AccessDeniedError);
    await expect(attempt).rejects.toThrow('explicit deny');
    expect(role()).toBeUndefined();
  });

  it('stays refused when another policy than its own does not allow it', async () => {
    const message = 'not authorized, because no service control policy allows the iam:CreateRole action';
    const body = `<ErrorResponse><Error><Code>AccessDenied</Code><Message>${message}</Message></Error></ErrorResponse>`;
    const answer = { status: 403, headers: { 'content-type': 'text/xml' }, body };
    const { ensure, role } = await open(everything, {
      faults: [{ to: 'aws', call: 'iam:CreateRole$', answer }],
    });
    const attempt = ensure();
    await expect(attempt).rejects.toThrow(AccessDeniedError);
    await expect(attempt).rejects.toThrow('because no service control policy allows');
    expect(role()).toBeUndefined();
  });
});

it('an old account in which the access role may not do its work is refused', async () => {
  const { ensure, role } = await open(butCreating);
  await expect(ensure(old)).rejects.toThrow(AccessDeniedError);
  expect(role()).toBeUndefined();
});
