import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ACCOUNT } from '../scene.ts';
import { unwrapped } from './command.ts';
import { inProcess } from './in-process.ts';
import { both, none, operated, vendors } from './operated.ts';

const OTHER = '555566667777';
const GONE = '666677778888';
const NEVER_REPORTED = '777788889999';

const { world, engine, controls, holdings, faulty, refusing, rollcall, typing } = await operated([
  ACCOUNT,
  OTHER,
  GONE,
  NEVER_REPORTED,
]);
const { accounts, organization } = world.aws.state;

const enroll = (...ids: string[]) =>
  Promise.all(ids.map((accountId) => engine.run('enroll-account', { accountId })));

/** The account as a member of the organization. */
function membershipOf(id: string) {
  const membership = accounts.get(id)?.membership;
  if (membership === undefined) throw new Error(`${id} is not in the organization`);
  return membership;
}

/** The management account is another one, and the Resource Groups Tagging API lists no tags of accounts. */
const IN_TOOLING_ACCOUNT = Object.entries({
  'organizations:DescribeOrganization$': { Organization: { MasterAccountId: '999988887777' } },
  'tag:GetResources': { ResourceTagMappingList: [] },
}).map(([call, body]) => ({ to: 'aws', call, answer: { status: 200, body: JSON.stringify(body) } }));

describe('rollcall offboard changes nothing', () => {
  beforeAll(() => enroll(ACCOUNT, OTHER));
  afterEach(async () => expect([await holdings(ACCOUNT), await holdings(OTHER)]).toEqual([both, both]));

  it.each([
    {
      what: 'with a filter of nothing that a filter has',
      ...{ with: ['--include', 'Payments', '--yes'], says: 'the id of an organizational unit' },
    },
    {
      what: 'with a filter that no account passes',
      ...{ with: ['--include', 'ou-exam-00000000', '--yes'], says: 'no account of the organization is one' },
    },
    {
      what: 'with an id that nobody knows beside one that is known',
      with: [ACCOUNT, '999999999999', '--yes'],
      says: `nor to ${vendors.join(' or ')}: compare its id with "aws organizations list-accounts"`,
    },
  ])('$what', async ({ with: parameters, says }) => {
    const { code, stdout, stderr } = await rollcall('offboard', ...parameters);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(unwrapped(stderr)).toMatch(/^( {2}! [^\n]+\n)?error: [^\n]{10,300}\n$/);
    expect(unwrapped(stderr)).toContain(says);
  });

  it('in a dry run, and shows what it would remove where', async () => {
    const { code, stdout } = await rollcall('offboard', ACCOUNT, '--dry-run');
    expect(code).toBe(0);
    expect(stdout).toContain(`${ACCOUNT}  Sandbox  ACTIVE\n`);
    expect(stdout.match(/^ {2}\w+ +remove registration \S+\n +remove role \w+$/gm)).toHaveLength(
      vendors.length,
    );
    expect(stdout).toContain('unless a filter of the deployment leaves it out');
    expect(Math.max(...stdout.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(80);
    expect(stdout).toMatch(/\nNothing was changed\.\n$/);
  });

  it.each([
    { what: 'nothing', typed: '', with: [ACCOUNT], asks: `account ${ACCOUNT}, type ${ACCOUNT}` },
    {
      what: 'an account id in place of the organization id',
      ...{ typed: ACCOUNT, with: [ACCOUNT, OTHER], asks: '2 accounts of the organization o-' },
    },
  ])('when $what is typed', async ({ typed, with: ids, asks }) => {
    const { code, stderr } = await typing(typed, 'offboard', ...ids);
    expect(code).toBe(2);
    expect(stderr).toContain(`To offboard ${asks}`);
    expect(stderr).toContain('nothing was changed');
  });
});

describe('rollcall offboard', () => {
  beforeEach(() => enroll(ACCOUNT, OTHER));

  it.each([
    { what: 'keeps the roles', with: ['--keep-role'], left: { listed: 0, roles: vendors.length } },
    {
      what: 'offboards from one vendor',
      with: ['--vendor', 'cloudcraft'],
      left: { listed: vendors.length - 1, roles: vendors.length - 1 },
    },
  ])('$what', async ({ with: parameters, left }) => {
    const { code, stdout } = await typing(ACCOUNT, 'offboard', ACCOUNT, ...parameters);
    expect(code).toBe(0);
    expect(stdout).toMatch(/ removed registration\s/);
    expect({ one: await holdings(ACCOUNT), other: await holdings(OTHER) }).toEqual({
      one: left,
      other: both,
    });
  });

  it.each([
    { with: ['--dry-run', '--json'], prints: /^\{\n {2}"plan": /, not: /forgotten|role-removed/ },
    {
      with: ['--yes', '--json'],
      prints: /"would-forget"[\s\S]*"offboardings": [\s\S]*"forgotten"/,
      not: /^ /,
    },
    { with: ['--dry-run'], prints: / remove registration [\s\S]*Nothing was changed/, not: /removed/ },
    { with: ['--yes'], prints: / removed registration /, not: / remove / },
  ])('prints its result alone with --quiet $with', async ({ with: parameters, prints, not }) => {
    const { code, stdout, stderr } = await rollcall('offboard', ACCOUNT, '--quiet', ...parameters);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(prints);
    expect(stdout).not.toMatch(not);
  });

  it('says what failed and what to run again, and does the rest', async () => {
    await refusing('crowdstrike');
    const failed = await rollcall('offboard', ACCOUNT, '--yes');
    await refusing(undefined);
    expect(failed.code).toBe(1);
    expect(await holdings(ACCOUNT)).toEqual({ listed: vendors.length - 1, roles: vendors.length - 1 });
    const again = `offboard ${ACCOUNT} --vendor crowdstrike --world ${controls}`;
    expect(failed.stdout.split('\n')).toContain(`npx rollcall ${again}`);
    expect((await inProcess([...again.split(' '), '--yes'])).code).toBe(0);
    expect(await holdings(ACCOUNT)).toEqual(none);
  });

  it('offboards by organizational unit and by tag, but what is excluded, and writes a page of the plan', async () => {
    const ou = 'ou-exam-payments';
    organization.units.set(ou, { name: 'Payments', parentId: organization.rootId });
    membershipOf(OTHER).units = [ou];
    membershipOf(ACCOUNT).tags.set('team', 'a=b');
    const page = join(mkdtempSync(join(tmpdir(), 'rollcall-')), 'plan.html');
    const asked = ['--include', ou, '--include', 'team=a=b', '--exclude', OTHER];
    const dry = await rollcall('offboard', ...asked, '--dry-run', '--json', '--page', page);
    expect(dry.code).toBe(0);
    expect(JSON.parse(dry.stdout)).toMatchObject({ plan: [{ account: ACCOUNT, state: 'ACTIVE' }] });
    const written = readFileSync(page, 'utf8');
    expect(written).toContain(`<code>${asked.join(' ')}</code>`);
    for (const vendor of Object.values(world.vendors))
      expect(written).toContain(
        `<code>${vendor.holds().find(({ accountId }) => accountId === ACCOUNT)?.id}</code>`,
      );
    faulty(...IN_TOOLING_ACCOUNT);
    const there = await rollcall('offboard', '--include', 'team=a=b', '--dry-run', '--json');
    faulty();
    expect(JSON.parse(there.stdout)).toMatchObject({ plan: [{ account: ACCOUNT }] });
    expect(await rollcall('offboard', '--include', ou, '--yes')).toMatchObject({ code: 0 });
    expect([await holdings(ACCOUNT), await holdings(OTHER)]).toEqual([both, none]);
  });

  it('offboards those that the last report calls departed, and all after the organization id is typed', async () => {
    await enroll(GONE, NEVER_REPORTED);
    delete accounts.get(NEVER_REPORTED)?.membership;
    await rollcall('roll-call', '--dry-run');
    delete accounts.get(GONE)?.membership;
    const found = await rollcall('roll-call', '--dry-run');
    expect(found).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/offboard --departed --dry-run --/),
    });
    const one = await rollcall('status', GONE);
    expect(one.code).toBe(0);
    expect(one.stdout).toMatch(/\nIt departed: not in the organization\. [\s\S]* still have/);
    expect(one.stdout).toContain(`\nnpx rollcall offboard ${GONE} --dry-run --world ${controls}\n`);
    await refusing('crowdstrike');
    const failed = await rollcall('offboard', '--departed', '--yes');
    await refusing(undefined);
    expect(failed.code).toBe(1);
    const again = `npx rollcall offboard --departed --vendor crowdstrike --world ${controls}`;
    expect(failed.stdout.split('\n')).toContain(again);
    const departed = await rollcall('offboard', '--departed', '--yes', '--json');
    expect(departed.code).toBe(0);
    expect(JSON.parse(departed.stdout)).toMatchObject({
      offboardings: [{ account: GONE, status: 'SUCCEEDED' }],
    });
    expect(await holdings(ACCOUNT)).toEqual(both);
    const dry = await rollcall('offboard', '--all', '--dry-run');
    expect(dry.stdout).toMatch(
      new RegExp(`${GONE}  not in the organization\n.*\n? +stays: the role, if there is one`),
    );
    for (const id of [organization.managementAccountId, NEVER_REPORTED]) expect(dry.stdout).not.toContain(id);
    await rollcall('roll-call', '--dry-run');
    expect((await rollcall('offboard', '--departed', '--dry-run')).stdout).toBe(
      'There is no account to offboard.\n\nNothing was changed.\n',
    );
    const all = await typing(organization.id, 'offboard', '--all');
    expect(all.code).toBe(0);
    expect([await holdings(ACCOUNT), await holdings(OTHER)]).toEqual([none, none]);
  });
});
