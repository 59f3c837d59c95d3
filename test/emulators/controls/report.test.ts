import { report } from '../../../emulators/controls/report.ts';
import { vendors } from '../../../emulators/vendors.ts';
import { ACCOUNT, scene } from '../../scene.ts';

describe('the report on an account', () => {
  it.each([
    { of: 'that somebody else made for the vendor', tags: {}, trusts: '968898580625', isShown: true },
    {
      of: 'with our tags, whatever it trusts',
      tags: { 'managed-by': 'rollcall', 'rollcall:vendor': 'cloudcraft' },
      trusts: '999988887777',
      isShown: true,
    },
    { of: 'of somebody else', tags: {}, trusts: '999988887777', isShown: false },
  ])('has a role $of: $isShown', async ({ tags, trusts, isShown }) => {
    const { world } = await scene();
    const role = world.aws.state.accounts.get(ACCOUNT)?.roles.get('organizationaccountaccessrole');
    if (role === undefined) throw new Error('no role to copy');
    const arn = `arn:aws:iam::${ACCOUNT}:role/found`;
    const text = `{"Principal":{"AWS":"arn:aws:iam::${trusts}:root"}}`;
    const found = {
      ...role,
      arn,
      name: 'found',
      tags: new Map(Object.entries(tags)),
      trust: { ...role.trust, text },
    };
    world.aws.state.accounts.get(ACCOUNT)?.roles.set('found', found);
    const [ofCloudcraft] = await report(world, ACCOUNT);
    expect(ofCloudcraft).toMatchObject({ vendor: vendors.cloudcraft.name, registrations: [] });
    expect(ofCloudcraft?.role?.arn).toBe(isShown ? arn : undefined);
  });
});
