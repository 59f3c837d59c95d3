import { UntrustedPrincipalError, VendorResponseError } from '../../../../lib/errors.ts';
import { PolicyDocument } from '../../../../lib/role/policy.ts';
import { cloudSecurity } from '../../../../lib/vendors/crowdstrike/cloud-security.ts';
import { d4c } from '../../../../lib/vendors/crowdstrike/d4c.ts';
import { crowdstrikeRole } from '../../../../lib/vendors/crowdstrike/role.ts';
import { account } from '../../role-builder.ts';
import { openVendor } from '../open-vendor.ts';

const trustedAccountId = '292230061137';
const registered = {
  accountId: account.id,
  id: '25080',
  status: 'Event_DiscoverAccountStatusProvisioned',
  iamRoleArn: 'arn:aws:iam::444455556666:role/CrowdStrikeCSPMReader',
  intermediateRoleArn: 'arn:aws:iam::292230061137:role/CrowdStrikeCSPMConnector',
  externalId: '1qaz2wsx3edc4rfv5tgb6yhn',
};
const roleFor = (overrides: Partial<typeof registered>, partition: 'aws' | 'aws-us-gov' = 'aws') =>
  crowdstrikeRole(
    { ...account, partition },
    { ...registered, ...overrides },
    { trustedAccountId, family: d4c },
  );

it('the role is the registered one, trusting the intermediate role', () => {
  expect(roleFor({})).toMatchObject({
    name: 'CrowdStrikeCSPMReader',
    path: '/',
    maxSessionSeconds: 3600,
    trustedPrincipal: registered.intermediateRoleArn,
    externalId: registered.externalId,
  });
});

it.each([
  [
    'a name that CrowdStrike made up',
    'CrowdStrikeCSPMReader-1a2b3c4d5e6f',
    { name: 'CrowdStrikeCSPMReader-1a2b3c4d5e6f', path: '/' },
  ],
  ['a path', 'security/vendors/Reader', { name: 'Reader', path: '/security/vendors/' }],
])('an existing registration keeps its role, be it with %s', (_, role, named) => {
  expect(roleFor({ iamRoleArn: `arn:aws:iam::444455556666:role/${role}` })).toMatchObject(named);
});

it("the role is of the account's partition", () => {
  const gov = {
    iamRoleArn: registered.iamRoleArn.replace('aws', 'aws-us-gov'),
    intermediateRoleArn: registered.intermediateRoleArn.replace('aws', 'aws-us-gov'),
  };
  expect(roleFor(gov, 'aws-us-gov').trustedPrincipal).toBe(gov.intermediateRoleArn);
});

describe('a principal of another account is not trusted', () => {
  it.each([
    ['a role of another account', 'arn:aws:iam::111111111111:role/CrowdStrikeCSPMConnector'],
    ['the whole account', 'arn:aws:iam::292230061137:root'],
    ['a user of it', 'arn:aws:iam::292230061137:user/somebody'],
    ['every role of it', 'arn:aws:iam::292230061137:role/*'],
    ['everybody', '*'],
    ['nobody', ''],
    ['a role of another partition', 'arn:aws-us-gov:iam::292230061137:role/CrowdStrikeCSPMConnector'],
    ['an account whose number goes on', 'arn:aws:iam::2922300611371:role/x'],
  ])('%s', (_, intermediateRoleArn) => {
    expect(() => roleFor({ intermediateRoleArn })).toThrow(UntrustedPrincipalError);
  });
});

describe('a registered role that cannot be is VendorResponseError', () => {
  it.each([
    ['of another account', { iamRoleArn: 'arn:aws:iam::777788889999:role/CrowdStrikeCSPMReader' }],
    ['of another partition', { iamRoleArn: 'arn:aws-us-gov:iam::444455556666:role/CrowdStrikeCSPMReader' }],
    ['without a name', { iamRoleArn: 'arn:aws:iam::444455556666:role/' }],
    ['of a name that IAM does not take', { iamRoleArn: 'arn:aws:iam::444455556666:role/all*' }],
    ['that is a user', { iamRoleArn: 'arn:aws:iam::444455556666:user/somebody' }],
    ['with an external id that is not valid', { externalId: '' }],
    ['with an external id that can be guessed', { externalId: '0000000000000000' }],
  ])('%s', (_, overrides) => {
    expect(() => roleFor(overrides)).toThrow(VendorResponseError);
    expect(() => roleFor(overrides)).toThrow(/which does not fit \((name|externalId): expected an [^;]+/);
    expect(() => roleFor(overrides)).toThrow('account 444455556666');
  });
});

describe('the permissions', () => {
  it('of D4C are one inline policy', () => {
    const { managedPolicyArns, inlinePolicies } = d4c.permissions('aws');
    expect(managedPolicyArns).toEqual([]);
    expect(Object.keys(inlinePolicies)).toEqual(['crowdstrike-d4c']);
  });

  it.each(['aws', 'aws-us-gov'] as const)(
    'of the newest family are SecurityAudit and one inline policy of the partition %s',
    (partition) => {
      const { managedPolicyArns, inlinePolicies } = cloudSecurity.permissions(partition);
      expect(managedPolicyArns).toEqual([`arn:${partition}:iam::aws:policy/SecurityAudit`]);
      const gateways = { Action: ['apigateway:Get'], Resource: `arn:${partition}:apigateway:*::/restapis/*` };
      expect(inlinePolicies).toMatchObject({ cspm_config: { Statement: [{}, gateways] } });
    },
  );

  it.each([d4c, cloudSecurity])('fit into a role, and only read ($path)', ({ permissions }) => {
    const { inlinePolicies } = permissions('aws-us-gov');
    expect(JSON.stringify(Object.values(inlinePolicies)).length).toBeLessThan(10_240);
    for (const { Statement } of Object.values(inlinePolicies).map((policy) => PolicyDocument.parse(policy)))
      for (const { Action = [] } of [Statement].flat())
        for (const action of [Action].flat())
          expect(action).toMatch(/^[a-z0-9-]+:(BatchGet|Describe|Get|List|Search|Select|View)/);
  });
});

describe('asked of CrowdStrike', () => {
  it('the role has the configured name and path', async () => {
    const opening = { secret: { roleName: 'Falcon' }, settings: { rolePath: '/security/' } };
    const { vendor } = await openVendor('crowdstrike', opening);
    expect(await vendor.prepare(account)).toMatchObject({ name: 'Falcon', path: '/security/' });
  });

  it('the role of an existing registration is kept, whatever name is configured', async () => {
    const { world, vendor } = await openVendor('crowdstrike');
    await vendor.prepare(account);
    for (const registration of world.crowdstrike.state.registrations)
      registration.iamRoleArn = 'arn:aws:iam::444455556666:role/made/earlier/Reader';
    expect(await vendor.prepare(account)).toMatchObject({ name: 'Reader', path: '/made/earlier/' });
  });

  it('a registration without the principal to trust is VendorResponseError', async () => {
    const { vendor } = await openVendor('crowdstrike', {
      switches: { crowdstrike: { intermediateRole: 'absent' } },
    });
    const prepared = vendor.prepare(account);
    await expect(prepared).rejects.toThrow(VendorResponseError);
    await expect(prepared).rejects.toThrow(/intermediate_role_arn/);
  });

  it.each(['account', 'cid'] as const)(
    'the external id is the one that it answers, be it one for each %s',
    async (externalIdScope) => {
      const { world, vendor } = await openVendor('crowdstrike', {
        switches: { crowdstrike: { externalIdScope } },
      });
      const { externalId } = await vendor.prepare(account);
      expect(world.crowdstrike.state.registrations).toMatchObject([{ externalId }]);
    },
  );
});
