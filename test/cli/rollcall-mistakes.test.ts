import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import * as v from 'valibot';
import { startControl } from '../../emulators/controls/control.ts';
import { deployStack } from '../../emulators/engine/stack.ts';
import { Fault } from '../../emulators/network/fault.ts';
import { listen } from '../../emulators/network/listen.ts';
import { startWorld } from '../../emulators/world.ts';
import { ACCOUNT } from '../scene.ts';
import { unwrapped } from './command.ts';
import { inProcess } from './in-process.ts';

const UNKNOWN = '999999999999';

const world = await startWorld();
world.aws.createAccount({ id: ACCOUNT, name: 'Sandbox' });
deployStack(world);
const controls = await startControl(world);
const folder = mkdtempSync(join(tmpdir(), 'rollcall-'));
const open = [controls, world];
afterAll(async () => {
  for (const { close } of open) await close();
});

/** The URL of a server that is no world: it answers everything like this. */
async function server(body: string, status: number): Promise<string> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.all('*', () => new Response(body, { status }));
  const running = await listen(app);
  open.push(running);
  return running.url;
}

const { AWS_ENDPOINT_URL = '' } = world.environment;
const HERE = ['--world', controls.url];
/** As after `eval "$(curl -s localhost:4570/environment)"`: a deployed stack to whoever looks. */
const DEPLOYED = Object.fromEntries(
  Object.entries(world.environment).filter(([name]) => name.startsWith('AWS_')),
);

/** What AWS answers to calls of these names. */
const answers = (call: string, status: number, body: object | string): Fault =>
  v.parse(Fault, {
    ...{ to: 'aws', call },
    answer: { status, body: typeof body === 'string' ? body : JSON.stringify(body) },
  });
const xml = (code: string, message: string) =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>id</RequestId></ErrorResponse>`;
const DENIED = 'User: arn:aws:iam::111122223333:user/op is not authorized to perform: ';
const denied = (call: string) =>
  answers(call, 400, { __type: 'AccessDeniedException', message: `${DENIED}${call}` });

interface Mistake {
  mistake: string;
  with: string[];
  /** What the one line says, of what is wrong or what to do. */
  says: string;
  faults?: Fault[];
  variables?: Record<string, string>;
}

/** Each command with the same mistake. */
const ofEach = (mistake: string, row: Omit<Mistake, 'mistake'>) =>
  ['enroll', 'status', 'report', 'roll-call', 'offboard', 'doctor'].map((command) => ({
    ...row,
    mistake: `${mistake} of ${command}`,
    with: [command, ...(['enroll', 'offboard'].includes(command) ? [ACCOUNT] : []), ...row.with],
  }));

const ofAnotherVersion: Mistake[] = ['report', 'status', 'offboard --departed --dry-run'].map((command) => ({
  mistake: `a report of another version, for ${command}`,
  with: [...command.split(' '), ...HERE],
  faults: [answers('s3:GetObject', 200, { version: 'hidden' })],
  says: 'the report coverage/latest.json has a form that this version does not know (at: is missing',
}));

const misspelt: Mistake[] = [
  { mistake: 'a misspelt command', with: ['enrol', ACCOUNT], says: 'Did you mean enroll?' },
  {
    mistake: 'a command with a transposition',
    with: ['stauts'],
    says: `'stauts'. Did you mean status? See "npx rollcall --help".`,
  },
  { mistake: 'a command in one word', with: ['rollcall'], says: 'Did you mean roll-call?' },
  { mistake: 'a command that does not exist', with: ['deploy'], says: "unknown command 'deploy'" },
  { mistake: 'an account without a command', with: [ACCOUNT], says: `npx rollcall status ${ACCOUNT}` },
  ...ofEach('a misspelt option', { with: ['--jsno'], says: 'Did you mean --json?' }),
  { mistake: 'a misspelt option of the demo', with: ['demo', '--agian'], says: 'Did you mean --again?' },
  { mistake: 'a misspelt dry run', with: ['roll-call', '--dryrun'], says: 'Did you mean --dry-run?' },
  { mistake: 'an option before its command', with: ['--json', 'status'], says: "unknown option '--json'" },
  {
    mistake: 'an option of another command',
    with: ['status', '--page', 'x'],
    says: "unknown option '--page'",
  },
  {
    mistake: 'a shell that is not known',
    with: ['completion', 'fish'],
    says: 'Allowed choices are bash, zsh. See "npx rollcall completion --help".',
  },
  { mistake: 'no shell', with: ['completion'], says: "missing required argument 'shell'" },
];

const values: Mistake[] = [
  { mistake: 'a short account id', with: ['enroll', '123'], says: 'account id of 12 digits' },
  {
    mistake: 'an account id with dashes',
    with: ['status', '4444-5555-6666'],
    says: 'account id of 12 digits',
  },
  { mistake: 'the name of an account', with: ['offboard', 'Sandbox'], says: 'account id of 12 digits' },
  { mistake: 'two accounts of a status', with: ['status', ACCOUNT, ACCOUNT], says: 'too many arguments' },
  { mistake: 'an account of a report', with: ['report', ACCOUNT], says: 'too many arguments' },
  { mistake: 'an account of a roll call', with: ['roll-call', ACCOUNT], says: 'too many arguments' },
  { mistake: 'no account', with: ['enroll'], says: 'name the accounts, as in "npx rollcall' },
  {
    mistake: 'accounts beside the failed',
    with: ['enroll', ACCOUNT, '--failed'],
    says: 'id and --failed contradict',
  },
  {
    mistake: 'adopting the failed',
    with: ['enroll', '--failed', '--adopt'],
    says: 'accounts that are named',
  },
  { mistake: 'no account to offboard', with: ['offboard'], says: 'name the accounts, as in "npx rollcall' },
  {
    mistake: 'an account beside all',
    with: ['offboard', ACCOUNT, '--all'],
    says: 'an account id and --all contradict each other',
  },
  {
    mistake: 'all beside the departed',
    with: ['offboard', '--all', '--departed'],
    says: 'give one of them; --all includes the departed',
  },
  {
    mistake: 'an exclusion of accounts that are named',
    with: ['offboard', ACCOUNT, '--exclude', 'team=web'],
    says: '--exclude is for accounts that --include or --all chooses',
  },
  {
    mistake: 'a misspelt vendor',
    with: ['enroll', ACCOUNT, '--vendor', 'cloudcrft'],
    says: 'Did you mean cloudcraft?',
  },
  {
    mistake: 'a vendor that is not one',
    with: ['roll-call', '--vendor', 'wiz'],
    says: 'one of cloudcraft, crowdstrike',
  },
  {
    mistake: 'a vendor in capitals',
    with: ['offboard', ACCOUNT, '--vendor', 'Cloudcraft'],
    says: 'Did you mean cloudcraft?',
  },
  { mistake: 'a vendor without its name', with: ['enroll', ACCOUNT, '--vendor'], says: 'argument missing' },
  {
    mistake: 'a unit by its name',
    with: ['roll-call', '--include', 'Sandboxes'],
    says: 'as ou-ab12-11111111',
  },
  { mistake: 'a short account to include', with: ['roll-call', '--include', '4444'], says: '12 digits' },
  {
    mistake: 'a unit that is cut off',
    with: ['roll-call', '--exclude', 'ou-ab12'],
    says: 'as ou-ab12-11111111',
  },
  {
    mistake: 'a depth that does not exist',
    with: ['roll-call', '--depth', 'all'],
    says: 'registrations, roles',
  },
  { mistake: 'a time without its zone', with: ['report', '--at', '2026-11-25T03:00'], says: 'with its zone' },
  { mistake: 'a word for a time', with: ['report', '--at', 'yesterday'], says: 'as 2026-11-25' },
  { mistake: 'a day that does not exist', with: ['report', '--at', '2026-13-45'], says: 'as 2026-11-25' },
  {
    mistake: 'a page without its file',
    with: ['report', '--page', ...HERE],
    says: '--page <file> needs a value, and "--world" is an option. See',
  },
  { mistake: 'a stack without its name', with: ['report', '--stack'], says: 'argument missing' },
  {
    mistake: 'quiet and verbose',
    with: ['status', '--quiet', '--verbose'],
    says: "cannot be used with option '--verbose'",
  },
  ...['stack', 'region', 'profile'].map((option) => ({
    mistake: `a ${option} beside a world`,
    with: ['status', `--${option}`, 'x', ...HERE],
    says: `'--world <url>' cannot be used with option '--${option}`,
  })),
];

const worlds: Mistake[] = [
  ...['4570', 'localhost:4570'].map((url) => ({
    mistake: `a world at ${url}`,
    with: ['report', '--world', url],
    says: 'http://127.0.0.1:4570',
  })),
  {
    mistake: 'a world with a path',
    with: ['report', '--world', `${controls.url}/x`],
    says: 'without a path',
  },
  ...ofEach('a world that does not run', {
    with: ['--yes', '--world', 'http://127.0.0.1:9'],
    says: 'npm run world',
  }).map((row) => ({
    ...row,
    with: row.with.filter((each) => each !== '--yes' || /roll-call|offboard/.test(row.with[0] ?? '')),
  })),
  ...[
    { mistake: 'a world that is not encrypted', url: 'https://127.0.0.1:9' },
    { mistake: 'a world that is a page', url: await server('<h1>It works!</h1>', 200) },
    { mistake: 'a world that answers 400', url: await server('{}', 400) },
    { mistake: 'a world that answers an error', url: await server('{"error":"Not found"}', 404) },
  ].map(({ mistake, url }) => ({
    mistake,
    with: ['status', '--world', url],
    says: 'start one with "npm run world"',
  })),
  {
    mistake: "a world that is the emulated AWS's URL",
    with: ['status', '--world', AWS_ENDPOINT_URL],
    says: 'the URL of its controls',
  },
  {
    mistake: 'a stopped world in the environment',
    with: ['status'],
    variables: { ...DEPLOYED, AWS_ENDPOINT_URL: 'http://127.0.0.1:9' },
    says: 'ECONNREFUSED 127.0.0.1:9: if it is a world, start it again with npm run world',
  },
];

const accounts: Mistake[] = [
  ...['status', 'enroll'].map((command) => ({
    mistake: `an account that does not exist of ${command}`,
    with: [command, UNKNOWN, ...HERE],
    says: `account ${UNKNOWN} is not in the organization: compare its id with "aws organizations list-accounts"`,
  })),
  {
    mistake: 'an account to include that does not exist',
    with: ['roll-call', '--dry-run', '--quiet', '--include', UNKNOWN, ...HERE],
    says: `no account matches ${UNKNOWN}`,
  },
  {
    mistake: 'a unit to exclude that does not exist',
    with: ['roll-call', '--dry-run', '--quiet', '--exclude', 'ou-exam-nowhere1', ...HERE],
    says: 'no account matches ou-exam-nowhere1. Next: compare it with "aws organizations list-organizational-units-for-parent',
  },
  { mistake: 'a roll call where nobody can be asked', with: ['roll-call', ...HERE], says: 'then add --yes' },
  {
    mistake: 'the failed where nobody can be asked',
    with: ['enroll', '--failed', ...HERE],
    says: 'then add --yes',
  },
  {
    mistake: 'an offboarding where nobody can be asked',
    with: ['offboard', ACCOUNT, ...HERE],
    says: 'then add --yes',
  },
  {
    mistake: 'a report before the first roll call',
    with: ['report', ...HERE],
    says: `has ended yet: start one with npx rollcall roll-call --dry-run ${HERE.join(' ')}`,
  },
  {
    mistake: 'a report before there was one',
    with: ['report', '--at', '2020-01-01', ...HERE],
    says: 'no report was made until 2020-01-01T23:59:59Z: leave',
  },
  {
    mistake: 'a report to page before the first',
    with: ['report', '--page', join(folder, 'none', 'x'), ...HERE],
    says: 'no roll call',
  },
];

const credentials: Mistake[] = [
  { mistake: 'no credentials', with: ['report'], says: 'sign in, or name a profile with --profile' },
  {
    mistake: 'a profile that does not exist',
    with: ['status', '--profile', 'nope'],
    says: 'the profile "nope" has no credentials',
  },
  {
    mistake: 'expired credentials',
    with: ['status', ...HERE],
    faults: [
      answers(
        'cloudformation:',
        403,
        xml('ExpiredToken', 'The security token included in the request is expired'),
      ),
    ],
    says: 'the credentials have expired: sign in again',
  },
  {
    mistake: 'credentials that AWS does not know',
    with: ['status', ...HERE],
    faults: [
      answers(
        'cloudformation:',
        403,
        xml('InvalidClientTokenId', 'The security token included in the request is invalid.'),
      ),
    ],
    says: 'AWS does not know these credentials: look at --profile',
  },
  {
    mistake: 'a stack that is not there',
    with: ['status', '--stack', 'nope'],
    variables: DEPLOYED,
    says: 'Stack with id nope does not exist: name the stack with --stack, and its region with --region',
  },
  {
    mistake: 'a stack that may not be read',
    with: ['status', ...HERE],
    faults: [answers('cloudformation:', 403, xml('AccessDenied', `${DENIED}cloudformation:DescribeStacks`))],
    says: 'use credentials of the management account that may do this',
  },
  ...[
    { what: 'executions that may not be started', with: ['enroll', ACCOUNT], call: 'states:StartExecution' },
    {
      what: 'a roll call that may not be started',
      with: ['roll-call', '--dry-run'],
      call: 'states:StartExecution',
    },
    { what: 'executions that may not be listed', with: ['status'], call: 'states:ListExecutions' },
  ].map(({ what, with: parameters, call }) => ({
    mistake: what,
    with: [...parameters, ...HERE],
    faults: [denied(call)],
    says: `${DENIED}${call}: use credentials of the management account that may do this`,
  })),
];

describe('rollcall ends in one line and exit code 2 for', () => {
  afterEach(() => {
    world.network.faults = [];
  });

  it.each([...misspelt, ...ofAnotherVersion, ...values, ...credentials, ...worlds, ...accounts])(
    '$mistake',
    async ({ with: parameters, says, faults = [], variables = {} }) => {
      world.network.faults = faults;
      const { code, stdout, stderr } = await inProcess(parameters, { variables });
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(unwrapped(stderr)).toMatch(/^error: [^\n]{10,300}\n$/);
      expect(unwrapped(stderr)).toContain(says);
    },
  );
});
