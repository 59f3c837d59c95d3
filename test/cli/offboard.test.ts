import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateOrganizationalUnitCommand,
  DescribeOrganizationCommand,
  ListRootsCommand,
  MoveAccountCommand,
  OrganizationsClient,
  RemoveAccountFromOrganizationCommand,
  TagResourceCommand,
} from '@aws-sdk/client-organizations';
import * as z from 'zod';
import { readDeployment } from '../../emulators/engine/deployment.ts';
import { ACCOUNT } from '../scene.ts';
import { anyPorts, atTerminal, controlsOf, ended, operator, unwrapped, world } from './command.ts';

const OTHER = '555566667777';
const GONE = '666677778888';
const NEVER_REPORTED = '777788889999';
const MANAGEMENT = '111122223333';
const vendors = (readDeployment().environment['VENDORS'] ?? '').split(',');

let child: ChildProcess;
let controls: string;
beforeAll(async () => {
  child = world(anyPorts);
  controls = await controlsOf(child);
  for (const id of [OTHER, GONE, NEVER_REPORTED]) await control('/accounts', 'POST', { id });
});
afterAll(() => child.kill());

const control = (path: string, method: string, body?: object) =>
  fetch(controls + path, { method, body: body === undefined ? null : JSON.stringify(body) });

/** Runs `rollcall …` against the world, without a terminal. */
const here = (...parameters: string[]) => ended(operator([...parameters, '--world', controls]));

/** The same at a terminal, where somebody types a line. */
const typing = (text: string, ...parameters: string[]) =>
  atTerminal([...parameters, '--world', controls], { ', type ': `${text}\n` });

const Reports = z.array(
  z.object({ role: z.unknown().optional(), registrations: z.array(z.object({ id: z.string() })) }),
);

/** What each vendor holds of the account. */
const reportsOf = async (account: string) =>
  Reports.parse(await (await control(`/accounts/${account}`, 'GET')).json());

/** How many vendors list the account, and how many of their roles it has. */
async function holdings(account: string) {
  const reports = await reportsOf(account);
  return {
    listed: reports.filter(({ registrations }) => registrations.length > 0).length,
    roles: reports.filter(({ role }) => role !== undefined).length,
  };
}

/** The management account is another one, and the Resource Groups Tagging API lists no tags of accounts. */
const IN_TOOLING_ACCOUNT = Object.entries({
  'organizations:DescribeOrganization$': { Organization: { MasterAccountId: '999988887777' } },
  'tag:GetResources': { ResourceTagMappingList: [] },
}).map(([call, body]) => ({ to: 'aws', call, answer: { status: 200, body: JSON.stringify(body) } }));

const both = { listed: vendors.length, roles: vendors.length };
const none = { listed: 0, roles: 0 };

describe('rollcall offboard', () => {
  beforeEach(async () => {
    await control('/switches', 'PATCH', {
      aws: { roleNotAssumableSeconds: 0, accountNotReadySeconds: 0 },
      cloudcraft: { rateLimit: 'off' },
    });
    expect(await here('enroll', ACCOUNT, OTHER)).toMatchObject({ code: 0 });
  });

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
    { what: 'without --yes where nobody can be asked', with: [ACCOUNT], says: 'then add --yes' },
  ])('changes nothing $what', async ({ with: parameters, says }) => {
    const { code, stdout, stderr } = await here('offboard', ...parameters);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(unwrapped(stderr)).toMatch(/^( {2}! [^\n]+\n)?error: [^\n]{10,300}\n$/);
    expect(unwrapped(stderr)).toContain(says);
    expect(await holdings(ACCOUNT)).toEqual(both);
  });

  it('shows in a dry run what it would remove where, and changes nothing', async () => {
    const { code, stdout } = await here('offboard', ACCOUNT, '--dry-run');
    expect(code).toBe(0);
    expect(stdout).toContain(`${ACCOUNT}  Sandbox  ACTIVE\n`);
    expect(stdout.match(/^ {2}\w+ +remove registration \S+\n +remove role \w+$/gm)).toHaveLength(
      vendors.length,
    );
    expect(stdout).toContain('unless a filter of the deployment leaves it out');
    expect(Math.max(...stdout.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(80);
    expect(stdout).toMatch(/\nNothing was changed\.\n$/);
    expect(await holdings(ACCOUNT)).toEqual(both);
  });

  it.each([
    { what: 'another id', typed: OTHER, with: [ACCOUNT], asks: `account ${ACCOUNT}, type ${ACCOUNT}` },
    { what: 'nothing', typed: '', with: [ACCOUNT], asks: `account ${ACCOUNT}, type ${ACCOUNT}` },
    {
      what: 'an account id in place of the organization id',
      ...{ typed: ACCOUNT, with: [ACCOUNT, OTHER], asks: '2 accounts of the organization o-' },
    },
  ])('changes nothing when $what is typed', async ({ typed, with: accounts, asks }) => {
    const { code, stdout } = await typing(typed, 'offboard', ...accounts);
    expect(code).toBe(2);
    expect(stdout).toContain(`To offboard ${asks}`);
    expect(stdout).toContain('nothing was changed');
    expect(await holdings(ACCOUNT)).toEqual(both);
  });

  it('is interrupted at its question by Ctrl-C, and changes nothing', async () => {
    const { code } = await typing('\x03', 'offboard', ACCOUNT);
    expect(code).toBe(130);
    expect(await holdings(ACCOUNT)).toEqual(both);
  });

  it.each([
    { what: 'the account whose id is typed', with: [], left: none },
    { what: 'one that keeps its roles', with: ['--keep-role'], left: { listed: 0, roles: vendors.length } },
    {
      what: 'one from one vendor',
      with: ['--vendor', 'cloudcraft'],
      left: { listed: vendors.length - 1, roles: vendors.length - 1 },
    },
  ])('offboards $what', async ({ with: parameters, left }) => {
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
    const { code, stdout, stderr } = await here('offboard', ACCOUNT, '--quiet', ...parameters);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(prints);
    expect(stdout).not.toMatch(not);
  });

  it('says what failed and what to run again, and does the rest', async () => {
    await control('/presets/crowdstrike', 'PUT', { preset: 'forbidden' });
    const failed = await here('offboard', ACCOUNT, '--yes');
    await control('/heal', 'POST');
    expect(failed.code).toBe(1);
    expect(await holdings(ACCOUNT)).toEqual({ listed: vendors.length - 1, roles: vendors.length - 1 });
    const again = `offboard ${ACCOUNT} --vendor crowdstrike --world ${controls}`;
    expect(failed.stdout.split('\n')).toContain(`npx rollcall ${again}`);
    expect((await ended(operator([...again.split(' '), '--yes']))).code).toBe(0);
    expect(await holdings(ACCOUNT)).toEqual(none);
  });

  it('offboards by organizational unit and by tag, but what is excluded, and writes a page of the plan', async () => {
    const client = await organizations();
    const { Roots: [{ Id: SourceParentId } = {}] = [] } = await client.send(new ListRootsCommand({}));
    const unit = new CreateOrganizationalUnitCommand({ ParentId: SourceParentId, Name: 'Payments' });
    const { OrganizationalUnit: { Id: ou = '' } = {} } = await client.send(unit);
    const [AccountId, DestinationParentId] = [OTHER, ou];
    await client.send(new MoveAccountCommand({ AccountId, SourceParentId, DestinationParentId }));
    const Tags = [{ Key: 'team', Value: 'a=b' }];
    await client.send(new TagResourceCommand({ ResourceId: ACCOUNT, Tags }));
    const page = join(mkdtempSync(join(tmpdir(), 'rollcall-')), 'plan.html');
    const asked = ['--include', ou, '--include', 'team=a=b', '--exclude', OTHER];
    const dry = await here('offboard', ...asked, '--dry-run', '--json', '--page', page);
    expect(dry.code).toBe(0);
    expect(JSON.parse(dry.stdout)).toMatchObject({ plan: [{ account: ACCOUNT, state: 'ACTIVE' }] });
    const written = readFileSync(page, 'utf8');
    expect(written).toContain(`<code>${asked.join(' ')}</code>`);
    for (const { registrations } of (await reportsOf(ACCOUNT)).values())
      expect(written).toContain(`<code>${registrations[0]?.id}</code>`);
    await control('/faults', 'PUT', IN_TOOLING_ACCOUNT);
    const there = await here('offboard', '--include', 'team=a=b', '--dry-run', '--json');
    await control('/faults', 'PUT', []);
    expect(JSON.parse(there.stdout)).toMatchObject({ plan: [{ account: ACCOUNT }] });
    expect(await here('offboard', '--include', ou, '--yes')).toMatchObject({ code: 0 });
    expect([await holdings(ACCOUNT), await holdings(OTHER)]).toEqual([both, none]);
  });

  it('offboards those that the last report calls departed, and all after the organization id is typed', async () => {
    expect((await here('enroll', GONE, NEVER_REPORTED)).code).toBe(0);
    await removeFromOrganization(NEVER_REPORTED);
    await here('roll-call', '--dry-run');
    await removeFromOrganization(GONE);
    const found = await here('roll-call', '--dry-run');
    expect(found).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/offboard --departed --dry-run --/),
    });
    const one = await here('status', GONE);
    expect(one.code).toBe(0);
    expect(one.stdout).toMatch(/\nIt departed: not in the organization\. [\s\S]* still have/);
    expect(one.stdout).toContain(`\nnpx rollcall offboard ${GONE} --dry-run --world ${controls}\n`);
    await control('/presets/crowdstrike', 'PUT', { preset: 'forbidden' });
    const failed = await here('offboard', '--departed', '--yes');
    await control('/heal', 'POST');
    expect(failed.code).toBe(1);
    const again = `npx rollcall offboard --departed --vendor crowdstrike --world ${controls}`;
    expect(failed.stdout.split('\n')).toContain(again);
    const departed = await here('offboard', '--departed', '--yes', '--json');
    expect(departed.code).toBe(0);
    expect(JSON.parse(departed.stdout)).toMatchObject({
      offboardings: [{ account: GONE, status: 'SUCCEEDED' }],
    });
    expect(await holdings(ACCOUNT)).toEqual(both);
    const dry = await here('offboard', '--all', '--dry-run');
    expect(dry.stdout).toMatch(
      new RegExp(`${GONE}  not in the organization\n.*\n? +stays: the role, if there is one`),
    );
    for (const id of [MANAGEMENT, NEVER_REPORTED]) expect(dry.stdout).not.toContain(id);
    await here('roll-call', '--dry-run');
    expect((await here('offboard', '--departed', '--dry-run')).stdout).toBe(
      'There is no account to offboard.\n\nNothing was changed.\n',
    );
    const { Organization } = await organizations().then((client) =>
      client.send(new DescribeOrganizationCommand({})),
    );
    const all = await typing(String(Organization?.Id), 'offboard', '--all');
    expect(all.code).toBe(0);
    expect([await holdings(ACCOUNT), await holdings(OTHER)]).toEqual([none, none]);
  });
});

/** A client with the credentials that the controls give an operator. */
async function organizations() {
  const { environment } = Overview.parse(await (await control('/', 'GET')).json());
  return new OrganizationsClient({
    ...{ endpoint: environment.AWS_ENDPOINT_URL, region: environment.AWS_REGION },
    credentials: {
      accessKeyId: environment.AWS_ACCESS_KEY_ID,
      secretAccessKey: environment.AWS_SECRET_ACCESS_KEY,
      sessionToken: environment.AWS_SESSION_TOKEN,
    },
  });
}

const Overview = z.object({
  environment: z.object({
    ...{ AWS_ENDPOINT_URL: z.string(), AWS_REGION: z.string(), AWS_ACCESS_KEY_ID: z.string() },
    ...{ AWS_SECRET_ACCESS_KEY: z.string(), AWS_SESSION_TOKEN: z.string() },
  }),
});

const removeFromOrganization = async (AccountId: string) =>
  (await organizations()).send(new RemoveAccountFromOrganizationCommand({ AccountId }));
