import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { start } from '../../cli/start.ts';
import { runWorld } from '../../cli/world.ts';
import { allVendors } from '../../emulators/vendors.ts';
import { ACCOUNT } from '../scene.ts';
import { unwrapped } from './command.ts';
import { inProcess } from './in-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'rollcall-'));
let files = 0;
const file = (text: string) => {
  files += 1;
  writeFileSync(join(folder, `${files}.json`), text);
  return join(folder, `${files}.json`);
};

const taken = createServer().listen(0, '127.0.0.1');
await once(taken, 'listening');
afterAll(() => taken.close());
const inUse: AddressInfo = Object.assign({ address: '', family: '', port: 0 }, taken.address());

const sides = ['control', 'aws', ...allVendors().map(({ name }) => name)];
const ports = (chosen: Record<string, number> = {}) =>
  sides.flatMap((side) => [`--${side}-port`, String(chosen[side] ?? 0)]);

interface Mistake {
  mistake: string;
  with: string[];
  /** What it says, of what is wrong or of what to do. */
  says: string;
  variables?: Record<string, string>;
}

const startMistakes: Mistake[] = [
  { mistake: 'a misspelt option', with: ['--agian'], says: 'Did you mean --again?' },
  { mistake: 'an option of npm run world', with: ['--aws-port', '1'], says: "unknown option '--aws-port'" },
  { mistake: 'an option without its value', with: ['--world'], says: "'--world <url>' argument missing" },
  { mistake: 'a fault without its name', with: ['--crowdstrike'], says: 'argument missing' },
  { mistake: 'a misspelt fault', with: ['--crowdstrike', 'dwon'], says: 'Did you mean down?' },
  {
    mistake: 'a fault of another vendor',
    with: ['--cloudcraft', 'already-409'],
    says: 'It is one of down, ',
  },
  { mistake: 'an API family that does not exist', with: ['--family', 'd5c'], says: 'd4c, cloud-security' },
  { mistake: 'negative seconds', with: ['--account-not-ready', '-5'], says: 'number of seconds' },
  { mistake: 'seconds with a unit', with: ['--role-not-assumable', '15s'], says: 'number of seconds' },
  {
    mistake: 'a misspelt switch',
    with: ['--switch', 'crowdstrike.duplicate=409'],
    says: 'crowdstrike.duplicates',
  },
  {
    mistake: 'a switch of nobody',
    with: ['--switch', 'asw.accountStatus=absent'],
    says: 'Did you mean aws?',
  },
  {
    mistake: 'a value that a switch does not have',
    with: ['--switch', 'crowdstrike.duplicates=5'],
    says: '201|207|400|409',
  },
  {
    mistake: 'a word for the number of a switch',
    with: ['--switch', 'aws.accountNotReadySeconds=soon'],
    says: 'expected number',
  },
  { mistake: 'a switch without a side', with: ['--switch', 'duplicates=409'], says: 'side.name=value' },
  {
    mistake: 'a switch without a value',
    with: ['--switch', 'crowdstrike.duplicates'],
    says: 'side.name=value',
  },
  { mistake: 'two inputs', with: [ACCOUNT, ACCOUNT], says: 'too many arguments' },
  { mistake: 'an account id that is too short', with: ['44445555666'], says: 'account id of 12 digits' },
  { mistake: 'an empty input', with: [''], says: '"" is neither a file' },
  {
    mistake: 'a file that does not exist',
    with: ['events/none.json'],
    says: 'neither a file that can be read',
  },
  { mistake: 'a folder', with: ['events'], says: 'neither a file that can be read' },
  { mistake: 'a file that is not JSON', with: ['README.md'], says: 'is not JSON' },
  { mistake: 'a file that ends in the middle', with: [file('{"accountId":')], says: 'is not JSON' },
  { mistake: 'a file that holds null', with: [file('null')], says: 'does not hold a JSON object' },
  { mistake: 'a file that holds a list', with: [file('[1]')], says: 'does not hold a JSON object' },
  { mistake: 'an input without an account', with: [file('{}')], says: 'names no account' },
  { mistake: 'an input of a roll call', with: ['events/roll-call.json'], says: 'npx rollcall roll-call' },
  {
    mistake: 'an event of an account that departs',
    with: ['events/close-account-result.json'],
    says: 'docs/local-world.md offboards it',
  },
  {
    mistake: 'quiet and verbose',
    with: ['--quiet', '--verbose'],
    says: "cannot be used with option '--verbose'",
  },
  {
    mistake: 'a vendor in the environment that is not one',
    with: [],
    variables: { VENDORS: 'cloudcraft,foo' },
    says: 'VENDORS names "foo", which is not a vendor. It is one of cloudcraft, crowdstrike.',
  },
  {
    mistake: 'a vendor in the environment twice',
    with: [],
    variables: { VENDORS: 'cloudcraft,cloudcraft' },
    says: 'VENDORS names "cloudcraft" twice',
  },
  {
    mistake: 'a world with a path',
    with: ['--world', 'http://127.0.0.1:4570/switches'],
    says: 'without a path',
  },
  { mistake: 'a world that does not run', with: ['--world', 'http://127.0.0.1:9'], says: 'npm run world' },
  {
    mistake: 'a world whose option npm took',
    with: ['http://127.0.0.1:4570'],
    says: 'npm start -- --world http',
  },
  {
    mistake: 'a choice that a running world has made',
    with: ['--world', 'http://127.0.0.1:4570', '--family', 'd4c'],
    says: 'give it to npm run world',
  },
];

const worldMistakes: Mistake[] = [
  ...sides.map((side) => ({
    mistake: `a port in use for ${side}`,
    with: ports({ [side]: inUse.port }),
    says: `port ${inUse.port} is in use, probably by a world that runs: use it with --world http`,
  })),
  { mistake: 'a port that does not exist', with: ['--aws-port', '65536'], says: 'port number' },
  { mistake: 'a word for a port', with: ['--control-port', 'http'], says: 'port number' },
  { mistake: 'an account id that is too short', with: ['--account', '1'], says: '12 digits' },
  {
    mistake: 'the management account',
    with: [...ports(), '--account', '111122223333'],
    says: 'choose another with --account',
  },
  { mistake: 'a word for accounts', with: ['--accounts', 'many'], says: 'number from 0 to 10000' },
  {
    mistake: 'a file that holds something else',
    with: [...ports(), '--state', file('{"accounts":[]}')],
    says: 'does not hold the state of a world',
  },
  {
    mistake: 'a file that cannot be written',
    with: [...ports(), '--state', '/nowhere/world.json'],
    says: 'the world cannot be written to /nowhere/world.json: its folder does not exist; make it, or name a file elsewhere with --state',
  },
  { mistake: 'an account without its option', with: [ACCOUNT], says: 'too many arguments' },
  { mistake: 'an option of npm start', with: ['--again'], says: "unknown option '--again'" },
  { mistake: 'an API family that does not exist', with: ['--family', 'd5c'], says: 'd4c, cloud-security' },
];

const programs = [
  { program: 'npm start', run: start, mistakes: startMistakes },
  {
    program: 'npm run world',
    run: async (args: string[]) => (await runWorld(args)) ?? 0,
    mistakes: worldMistakes,
  },
];

describe.each(programs)('$program ends in one line and exit code 2 for', ({ run, mistakes }) => {
  it.each(mistakes)('$mistake', async ({ with: parameters, says, variables = {} }) => {
    const { code, stderr } = await inProcess(parameters, { run, variables });
    expect(code).toBe(2);
    expect(unwrapped(stderr)).toMatch(/^error: [^\n]{10,300}\n$/);
    expect(unwrapped(stderr)).toContain(says);
  });
});
