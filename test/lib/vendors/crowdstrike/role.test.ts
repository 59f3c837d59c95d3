import * as v from 'valibot';
import { UntrustedPrincipalError, VendorResponseError } from '../../../../lib/errors.ts';
import type { RoleRequest } from '../../../../lib/role/request.ts';
import { crowdstrikeRole } from '../../../../lib/vendors/crowdstrike/role.ts';
import { CrowdstrikeSettings } from '../../../../lib/vendors/crowdstrike/settings.ts';
import { account, allowing } from '../../role-builder.ts';
import { openVendor } from '../open-vendor.ts';

const answered = {
  principal: 'arn:aws:iam::292230061137:role/CrowdStrikeCSPMConnector',
  externalId: '1qaz2wsx3edc4rfv5tgb6yhn',
};
const roleFor = (overrides: Partial<RoleRequest>, settings: object = {}) =>
  crowdstrikeRole(
    account,
    { ...answered, ...overrides },
    {
      settings: v.parse(CrowdstrikeSettings, { trustedAccountId: '292230061137', ...settings }),
      rolePath: '/vendors/',
    },
  );

it('the role is the configured one, trusting the intermediate role', () => {
  expect(roleFor({}, { roleName: 'Falcon' })).toMatchObject({
    name: 'Falcon',
    path: '/vendors/',
    maxSessionSeconds: 3600,
    trustedPrincipal: answered.principal,
    externalId: answered.externalId,
  });
});

it('a policy, which CrowdStrike never answers, is refused', () => {
  expect(() => roleFor({ policy: allowing('ec2:Describe*') })).toThrow(UntrustedPrincipalError);
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
  ])('%s', (_, principal) => {
    expect(() => roleFor({ principal })).toThrow(UntrustedPrincipalError);
  });
});

describe('asked of CrowdStrike', () => {
  it('the role has the configured name and path', async () => {
    const opening = { settings: { roleName: 'Falcon' }, deployment: { rolePath: '/security/' } };
    const { world, vendor } = await openVendor('crowdstrike', opening);
    await vendor.prepare(account);
    const iamRoleArn = 'arn:aws:iam::444455556666:role/security/Falcon';
    expect(world.crowdstrike.state.registrations).toMatchObject([{ iamRoleArn }]);
  });

  it.each([
    ['a role of another account', { iamRoleArn: 'arn:aws:iam::777788889999:role/Reader' }, 'not a role of'],
    ['a name that IAM does not take', { iamRoleArn: 'arn:aws:iam::444455556666:role/all*' }, 'not a role of'],
    ['a user', { iamRoleArn: 'arn:aws:iam::444455556666:user/somebody' }, 'not a role of'],
    ['an external id that can be guessed', { externalId: '0000000000000000' }, 'externalId: '],
    ['no external id', { externalId: '' }, 'externalId: '],
  ])('a registration with %s is VendorResponseError', async (_, change, part) => {
    const { world, vendor } = await openVendor('crowdstrike');
    await vendor.prepare(account);
    for (const registration of world.crowdstrike.state.registrations) Object.assign(registration, change);
    const prepared = vendor.prepare(account);
    await expect(prepared).rejects.toThrow(VendorResponseError);
    await expect(prepared).rejects.toThrow(part);
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
