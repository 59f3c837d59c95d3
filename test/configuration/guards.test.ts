import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serverless } from './deployment.ts';
import { copiedWithoutFunctions, serverlessPackage } from './package.ts';
import { ROOT } from './sources.ts';

const require = createRequire(import.meta.url);
const { parameterReasons } = require('../../infrastructure/parameter-guards.cjs');
const { templateReasons } = require('../../infrastructure/template-guards.cjs');
const { concurrencyReasons } = require('../../infrastructure/concurrency-guard.cjs');

const defaults = serverless.params.default;
const variables = Object.assign(
  {},
  serverless.provider.environment,
  ...Object.values(serverless.functions).map(({ environment }) => environment),
);

/** Why a deployment with these parameters beside the defaults is refused. */
function refusals(given: Record<string, string>, region = 'us-east-1'): string[] {
  const parameters = { ...defaults, ...given };
  const environment = Object.fromEntries(
    Object.entries<string>(variables).map(([name, value]) => [
      name,
      value.replace(/\$\{param:(\w+)\}/, (_, key: string) => parameters[key] ?? ''),
    ]),
  );
  const known = Object.fromEntries(Object.keys(defaults).map((name) => [name, parameters[name]]));
  return parameterReasons({ region, parameters: known, given: Object.keys(given), environment });
}

const pinning = (fields: object) => JSON.stringify({ trustedAccountId: '968898580625', ...fields });
const ous = (...ids: string[]) => JSON.stringify({ include: [{ type: 'ous', target_value: ids }] });
const OU = 'filters.include.0.target_value.0: expected an OU or root id';

describe('the guards', () => {
  it.each([
    ['the defaults', {}],
    ['an OU and the root', { filters: ous('ou-ab12-11111111', 'r-ab12') }],
    [
      'settings of the vendors',
      { cloudcraft: pinning({ policy: 'minimal' }), crowdstrike: pinning({ permissions: 'posture' }) },
    ],
    ['a vendor without settings that is not enabled', { vendors: 'crowdstrike', cloudcraft: '{}' }],
    ['a key of the region', { secretsKeyArn: 'arn:aws:kms:us-east-1:111122223333:key/12ab-34cd' }],
  ])('pass %s', (_, given) => {
    expect(refusals(given)).toEqual([]);
  });

  it.each([
    { quota: 149, reserved: 10, refused: true },
    { quota: 150, reserved: 10, refused: false },
    { quota: 10, reserved: 0, refused: false },
    { quota: Number.POSITIVE_INFINITY, reserved: 10, refused: false },
  ])(
    'of a deployment into an account with a quota of $quota that reserves $reserved: refused $refused',
    (given) => {
      const reasons = concurrencyReasons({ ...given, functions: ['a', 'b', 'c', 'd', 'e'] });
      expect(reasons).toEqual(
        given.refused
          ? [expect.stringContaining('this account may run 149 at once, not 150; raise the quota')]
          : [],
      );
    },
  );

  it.each<[Record<string, string>, string]>([
    [
      { reservedConcurrency: '0' },
      'reservedConcurrency: "0" is neither DISABLED nor a number from 1 to 9999',
    ],
    [{ vendor: 'cloudcraft' }, 'vendor: this parameter does not exist; there are vendors, '],
    [{ vendors: 'cloudcraft,cloudstrike' }, 'vendors: "cloudstrike" is not a vendor that Rollcall knows'],
    [{ vendors: 'Cloudcraft' }, 'vendors.0: expected names of vendors, separated by commas'],
    [
      { vendors: 'cloudcraft, crowdstrike' },
      'vendors: "cloudcraft, crowdstrike" has a space; separate the names by commas alone',
    ],
    [{ accessRoles: 'RollcallAccess, Other' }, 'accessRoles: "RollcallAccess, Other" has a space'],
    [{ vendors: '' }, 'vendors.0: expected names of vendors, separated by commas'],
    [{ filters: '{' }, 'filters: expected JSON'],
    [
      { filters: '{"vendors":{"cloudstrike":{}}}' },
      'filters.vendors: expected enabled vendors, and not cloudstrike',
    ],
    [{ cloudcraft: '{' }, 'cloudcraft: expected JSON'],
    [{ cloudcraft: '{}' }, 'cloudcraft.trustedAccountId: '],
    [{ cloudcraft: '[]' }, 'cloudcraft: '],
    [{ cloudcraft: '{"trustedAccountId":"9688"}' }, 'cloudcraft.trustedAccountId: expected the 12 digits'],
    [{ cloudcraft: pinning({ rolename: 'diagrams' }) }, 'cloudcraft.rolename: is not a known field'],
    [{ cloudcraft: pinning({ apiKey: 'x'.repeat(44) }) }, 'cloudcraft.apiKey: is not a known field'],
    [
      { crowdstrike: pinning({ url: 'http://api.crowdstrike.com' }) },
      'crowdstrike.url: expected an https URL',
    ],
    [
      { crowdstrike: pinning({ url: 'http://127.0.0.1:4000' }) },
      'crowdstrike.url: expected an https URL; plain http is for an emulator',
    ],
    [{ crowdstrike: pinning({ permissions: 'all' }) }, 'crowdstrike.permissions: '],
    [{ crowdstrike: pinning({ apiFamily: 'cspm' }) }, 'crowdstrike.apiFamily: '],
    [{ filters: ous('ou-ab12') }, OU],
    [{ filters: ous('ou-ab12-1') }, OU],
    [{ filters: ous('OU-ab12-11111111') }, OU],
    [{ filters: ous('r-AB12') }, OU],
    [{ accessRoles: 'two words' }, 'accessRoles.0: '],
    [{ vendorTimeoutSeconds: '61' }, 'vendorTimeoutSeconds: '],
    [{ reportRetentionDays: 'x' }, 'reportRetentionDays: "x" is not a number of days'],
    [{ reportLock: 'LEGAL' }, 'reportLock: "LEGAL" is neither DISABLED nor GOVERNANCE nor COMPLIANCE'],
    [{ reportLockDays: '0' }, 'reportLockDays: "0" is not a number of days'],
    [
      { reportLock: 'COMPLIANCE', reportLockDays: '400', reportRetentionDays: '365' },
      'reportLockDays: 400 is more than reportRetentionDays, 365',
    ],
    [{ rollCall: 'ENABLED' }, 'rollCall: "ENABLED" is neither DISABLED nor REPORT nor ENROLL'],
    [{ logRetentionDays: '2' }, 'logRetentionDays: 2 is not one of 1, 3, 5'],
    [{ notificationAddress: 'on-call' }, 'notificationAddress: "on-call" is not a valid e-mail address'],
    [{ secretsKeyArn: 'alias/mine' }, 'secretsKeyArn: "alias/mine" is not the ARN of a KMS key'],
    [{ onControlTower: 'yes' }, 'onControlTower: "yes" is neither ENABLED nor DISABLED'],
  ])('refuse %j in one line', (given, reason) => {
    expect(refusals(given)).toEqual([expect.stringContaining(reason)]);
    expect(refusals(given).join()).not.toContain('\n');
  });

  it('refuse a variable that leads the SDK to plain http', () => {
    const environment = { ...defaults, AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:4000' };
    expect(
      parameterReasons({ region: 'us-east-1', parameters: defaults, given: [], environment }),
    ).toContainEqual(expect.stringMatching(/^AWS_ENDPOINT_URL_STS: expected an https URL/));
  });

  it('refuse a region where the events of AWS Organizations do not arrive', () => {
    expect(refusals({}, 'eu-west-1')).toEqual([expect.stringContaining('not to eu-west-1')]);
    expect(refusals({}, 'us-gov-west-1')).toEqual([]);
  });

  const named = (Type: string, Properties: object) => ({ Resources: { It: { Type, Properties } } });
  const group = (name: string) => ({ 'Fn::Join': ['-', [name, { 'Fn::Select': [4, []] }]] });
  const environment = (bytes: number) => ({ Environment: { Variables: { FILTERS: 'x'.repeat(bytes - 7) } } });

  it.each([
    ['AWS::Lambda::Function', { FunctionName: 'f'.repeat(64) }, { FunctionName: 'f'.repeat(65) }],
    ['AWS::Events::Rule', { Name: 'r'.repeat(64) }, { Name: 'r'.repeat(65) }],
    [
      'AWS::StepFunctions::StateMachine',
      { StateMachineName: 'm'.repeat(80) },
      { StateMachineName: 'm'.repeat(81) },
    ],
    [
      'AWS::Logs::LogGroup',
      { LogGroupName: group('l'.repeat(499)) },
      { LogGroupName: group('l'.repeat(500)) },
    ],
    ['AWS::Lambda::Function', environment(4096), environment(4097)],
  ])('pass %s at the limit of AWS, and refuse it beyond', (type, largest, larger) => {
    expect(templateReasons(named(type, largest))).toEqual([]);
    expect(templateReasons(named(type, larger))).toEqual([expect.stringMatching(/at most \d+; shorten/)]);
  });

  it('say the worst name alone, as one parameter makes them all', () => {
    const Resources = Object.fromEntries(
      [70, 90, 80].map((length) => [
        `Of${length}`,
        { Type: 'AWS::Events::Rule', Properties: { Name: 'r'.repeat(length) } },
      ]),
    );
    expect(templateReasons({ Resources })).toEqual([expect.stringContaining('shorten the stage by 26')]);
  });
});

describe('the guard of Node', () => {
  const { engines, scripts } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8'));

  it('ends a script in one line when Node is older than package.json says', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rollcall-node-'));
    await mkdir(join(folder, 'infrastructure'));
    await cp(`${ROOT}infrastructure/node-guard.cjs`, join(folder, 'infrastructure/node-guard.cjs'));
    await writeFile(join(folder, 'package.json'), JSON.stringify({ engines: { node: '>=99.1' } }));
    const { status, stderr } = spawnSync(
      process.execPath,
      ['--require', './infrastructure/node-guard.cjs', '--eval', 'process.exit(0)'],
      { cwd: folder, encoding: 'utf8' },
    );
    expect(stderr).toMatch(/^error: Rollcall needs Node 99\.1 or newer, and this is Node [\d.]+: [^\n]+\n$/);
    expect(status).toBe(2);
  });

  it('comes first in every script that runs Node, and in the packaging', () => {
    expect(engines.node).toMatch(/^>=\d+\.\d+$/);
    const running = Object.values<string>(scripts).filter((script) => script.startsWith('node '));
    expect(running.length).toBeGreaterThan(5);
    for (const script of running)
      expect(script).toMatch(/^node --require \.\/infrastructure\/node-guard\.cjs /);
    expect(readFileSync(`${ROOT}infrastructure/guards.cjs`, 'utf8')).toMatch(
      /^require\('\.\/node-guard\.cjs'\);/,
    );
  });
});

describe('serverless package', () => {
  const ids = Array.from({ length: 400 }, (_, index) => String(100_000_000_000 + index));
  const filters = JSON.stringify({ exclude: [{ type: 'accounts', target_value: ids }] });

  it.each([
    {
      of: 'a stage that makes names too long, and filters that do not fit an environment',
      with: ['--stage', 's'.repeat(64), `--param=filters=${filters}`],
      says: [
        /^- stage: it makes the name rollcall-s{64}-recheckRegistrations .* by 30$/,
        /^- filters: the environment of rollcall-s{64}-takeRoll would have \d{4} bytes, .* by \d{4}$/,
      ],
    },
    {
      of: 'parameters that are wrong',
      with: ['--param=vendors=cloudstrike', '--param=vendor=cloudcraft', '--region=eu-west-1'],
      says: [
        /^- region: .* eu-west-1/,
        /^- vendor: this parameter does not exist/,
        /^- vendors: "cloudstrike"/,
      ],
    },
  ])('refuses $of, in one line a reason and without a stack trace', async ({ with: options, says }) => {
    const folder = await copiedWithoutFunctions();
    const refused = await serverlessPackage(folder, ...options).catch((error) => error);
    const [, said = ''] = String(refused.stdout).split('This deployment would not work:\n');
    expect(refused.code).toBe(1);
    expect(said.trim().split('\n')).toEqual(says.map((line) => expect.stringMatching(line)));
  });
});
