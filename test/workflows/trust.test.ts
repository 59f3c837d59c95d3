import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { World } from '../../emulators/world.ts';
import { ACCOUNT, scene } from '../scene.ts';

const vendors = [
  {
    vendor: 'cloudcraft',
    role: 'cloudcraft',
    principal: 'arn:aws:iam::968898580625:role/cloudcraft-scanner',
    other: 'arn:aws:iam::292230061137:role/CrowdStrikeCSPMConnector',
  },
  {
    vendor: 'crowdstrike',
    role: 'CrowdStrikeCSPMReader',
    principal: 'arn:aws:iam::292230061137:role/CrowdStrikeCSPMConnector',
    other: 'arn:aws:iam::968898580625:role/cloudcraft-scanner',
  },
] as const;

const externalIdOf = ({ vendors: running }: World, vendor: string) => {
  const [held] = running[vendor]?.holds() ?? [];
  return held?.externalId ?? '';
};

const assume = (world: World, arn: string, entry: { role: string; externalId?: string }) =>
  new STSClient({
    endpoint: world.aws.url,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: world.aws.addPrincipal({ arn }),
  }).send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${ACCOUNT}:role/${entry.role}`,
      RoleSessionName: 'test',
      ExternalId: entry.externalId,
    }),
  );

describe.each(vendors)("$vendor's role", ({ vendor, role, principal, other }) => {
  it('can be assumed by its vendor with its external id', async () => {
    const { world, enroll } = await scene();
    await enroll();
    await expect(
      assume(world, principal, { role, externalId: externalIdOf(world, vendor) }),
    ).resolves.toHaveProperty('Credentials');
  });

  it.each([
    {
      who: 'a stranger who knows the external id',
      arn: 'arn:aws:iam::999988887777:role/stranger',
      knows: true,
    },
    { who: 'the other vendor, even with the external id', arn: other, knows: true },
    { who: 'its vendor without the external id', arn: principal, knows: false },
    { who: 'the management account', arn: 'arn:aws:iam::111122223333:role/rollcall-functions', knows: true },
  ])('cannot be assumed by $who', async ({ arn, knows }) => {
    const { world, enroll } = await scene();
    await enroll();
    const entry = knows ? { role, externalId: externalIdOf(world, vendor) } : { role };
    await expect(assume(world, arn, entry)).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});
