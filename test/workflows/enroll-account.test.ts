import { holdings } from '../holdings.ts';
import { ACCOUNT, ENABLED, sampleEvent, scene } from '../scene.ts';

const families = ['d4c', 'cloud-security'] as const;

describe('enroll-account', () => {
  it.each(families)(
    'enrolls a new account with both vendors, CrowdStrike by its family %s',
    async (apiFamily) => {
      const { world, enroll } = await scene({ apiFamily });
      await expect(enroll()).resolves.toMatchObject({ status: 'SUCCEEDED' });
      expect(holdings(world)).toMatchObject({
        roles: [
          {
            arn: `arn:aws:iam::${ACCOUNT}:role/cloudcraft`,
            attached: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
          },
          { arn: `arn:aws:iam::${ACCOUNT}:role/CrowdStrikeCSPMReader` },
        ],
        cloudcraft: [{ name: 'Sandbox', roleArn: `arn:aws:iam::${ACCOUNT}:role/cloudcraft` }],
        crowdstrike: [{ accountId: ACCOUNT, family: apiFamily }],
      });
      for (const vendor of ENABLED) expect(await world.vendors[vendor]?.examine(ACCOUNT)).toEqual([]);
    },
  );

  it('gives and logs what became of each vendor', async () => {
    const { enroll } = await scene();
    const { logs, output } = await enroll();
    const lines = ENABLED.map((vendor) => ({ vendor, outcome: 'enrolled' }));
    expect(output).toMatchObject({ account: { id: ACCOUNT }, outcomes: lines });
    expect(logs.filter(({ message }) => message === 'audit')).toMatchObject(
      lines.map((line) => ({ ...line, level: 'INFO', account: ACCOUNT, accountName: 'Sandbox' })),
    );
  });

  it('has what CrowdStrike found when it tried the role in the audit line, by its second family', async () => {
    const { enroll } = await scene({ apiFamily: 'cloud-security' });
    const audited = async () => (await enroll()).logs.filter(({ message }) => message === 'audit')[1];
    const conditions = [{ type: 'RoleAssumable', status: 'True', feature: 'iom' }];
    expect(await audited()).toMatchObject({ registration: { conditions } });
    expect(await audited()).not.toMatchObject({ registration: { conditions } });
  });

  it.each(families)('changes nothing when it runs a second time, with the family %s', async (apiFamily) => {
    const { world, enroll } = await scene({ apiFamily });
    await enroll();
    const before = JSON.stringify([
      holdings(world),
      world.cloudcraft.state,
      world.crowdstrike.state.registrations,
    ]);
    world.network.calls.length = 0;
    await expect(enroll()).resolves.toMatchObject({ status: 'SUCCEEDED' });
    expect(
      JSON.stringify([holdings(world), world.cloudcraft.state, world.crowdstrike.state.registrations]),
    ).toBe(before);
    const changing = /^(iam:(?!Get|List)|(POST|PUT|PATCH|DELETE) (?!\/oauth2))/;
    expect(world.network.calls.filter(({ name }) => changing.test(name))).toEqual([]);
  });

  it('understands a manual input, and enrolls with the one vendor that is asked for', async () => {
    const { world, enroll } = await scene();
    await expect(enroll({ accountId: ACCOUNT, vendors: ['crowdstrike'] })).resolves.toMatchObject({
      status: 'SUCCEEDED',
    });
    expect(holdings(world)).toMatchObject({ cloudcraft: [], crowdstrike: [{ accountId: ACCOUNT }] });
  });

  it.each([
    'account-joined-organization',
    'control-tower-create-managed-account',
    'control-tower-update-managed-account',
  ])('starts from the event %s', async (name) => {
    const { world, enroll } = await scene();
    await expect(enroll(sampleEvent(name))).resolves.toMatchObject({ status: 'SUCCEEDED' });
    expect(holdings(world)).toMatchObject({ cloudcraft: [{}], crowdstrike: [{}] });
  });

  it('succeeds without touching an account that is suspended, and logs why', async () => {
    const { world, enroll } = await scene({ account: { state: 'SUSPENDED' } });
    const { status, logs } = await enroll();
    expect(status).toBe('SUCCEEDED');
    expect(logs.filter(({ message }) => message === 'audit')).toMatchObject([
      { vendor: 'cloudcraft', outcome: 'skipped', reason: 'its state is SUSPENDED' },
      { vendor: 'crowdstrike', outcome: 'skipped', reason: 'its state is SUSPENDED' },
    ]);
    expect(holdings(world)).toMatchObject({ roles: [], cloudcraft: [], crowdstrike: [] });
    expect(world.network.calls.filter(({ name }) => name.startsWith('sts:'))).toEqual([]);
  });

  it('enrolls with one vendor when a filter leaves the account out for the other', async () => {
    const filters = { vendors: { cloudcraft: { exclude: [{ type: 'accounts', target_value: [ACCOUNT] }] } } };
    const { world, enroll } = await scene({ environment: { FILTERS: JSON.stringify(filters) } });
    await expect(enroll()).resolves.toMatchObject({ status: 'SUCCEEDED' });
    expect(holdings(world)).toMatchObject({ cloudcraft: [], crowdstrike: [{ accountId: ACCOUNT }] });
  });

  it('fails with the path when the input cannot be understood', async () => {
    const { enroll } = await scene();
    const { status, error, cause } = await enroll(sampleEvent('create-account-failed'));
    expect({ status, error }).toEqual({ status: 'FAILED', error: 'InvalidInputError' });
    expect(cause).toMatch(/^Tried to .*detail\.serviceEventDetails\.createAccountStatus\.state/);
  });

  it('works in GovCloud, with the partition in every ARN', async () => {
    const { world, enroll } = await scene({ partition: 'aws-us-gov' });
    await expect(enroll()).resolves.toMatchObject({ status: 'SUCCEEDED' });
    expect(JSON.stringify(holdings(world))).not.toContain('arn:aws:');
    expect(world.crowdstrike.state.registrations).toMatchObject([{ accountType: 'gov' }]);
    expect(await world.crowdstrike.examine(ACCOUNT)).toEqual([]);
  });
});
