import { vendorIdentity } from '../../emulators/vendor-identity.ts';
import { vendorNamed } from '../../emulators/vendors.ts';
import { ENABLED, scene } from '../scene.ts';

const scannerOf = (vendor: string) => vendorNamed(vendor)?.identity('aws') ?? '';

describe.each(ENABLED)("%s's role", (vendor) => {
  it.each([
    { who: 'its vendor with its external id', arn: scannerOf(vendor), knows: true, can: 'can' },
    { who: 'its vendor with another external id', arn: scannerOf(vendor), knows: false, can: 'cannot' },
    {
      who: 'another vendor',
      arn: scannerOf(ENABLED.find((each) => each !== vendor) ?? ''),
      knows: true,
      can: 'cannot',
    },
    { who: 'a stranger', arn: 'arn:aws:iam::999988887777:role/stranger', knows: true, can: 'cannot' },
    {
      who: 'the management account',
      arn: 'arn:aws:iam::111122223333:role/rollcall-functions',
      knows: true,
      can: 'cannot',
    },
  ])('$can be assumed by $who', async ({ arn, knows, can }) => {
    const { world, enroll } = await scene();
    await enroll();
    const [{ roleArn = '', externalId = '' } = {}] = world.vendors[vendor]?.holds() ?? [];
    const answer = await vendorIdentity(
      world.aws,
      arn,
    )({
      arn: roleArn,
      externalId: knows ? externalId : 'another-external-id',
    });
    const refused = { ok: false, message: expect.stringContaining('is not authorized to perform') };
    expect(answer).toMatchObject(can === 'can' ? { ok: true, isOpen: false } : refused);
  });
});
