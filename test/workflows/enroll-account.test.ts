import { ACCOUNT, scene } from '../scene.ts';

describe('enroll-account', () => {
  it.each(['d4c', 'cloud-security'] as const)(
    'enrolls a new account with both vendors, CrowdStrike by its family %s',
    async (apiFamily) => {
      const { world, enroll } = await scene({ apiFamily });
      const execution = await enroll();
      expect(execution).toMatchObject({ status: 'SUCCEEDED' });
      expect(world.cloudcraft.state.accounts).toMatchObject([
        { name: 'Sandbox', roleArn: `arn:aws:iam::${ACCOUNT}:role/cloudcraft` },
      ]);
      expect(world.crowdstrike.state.registrations).toMatchObject([
        { accountId: ACCOUNT, family: apiFamily, operational: true },
      ]);
      expect(execution.logs.length).toBe(3);
    },
  );
});
