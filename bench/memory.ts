import { fork } from 'node:child_process';
import Table from 'cli-table3';
import * as z from 'zod';
import { startWorld, type World } from '../emulators/world.ts';
import { addAccounts, addRegistrations } from './organization.ts';

/**
 * `npm run bench:memory`: the memory of the functions of a roll call at 100, 1,000 and 10,000 accounts that both vendors
 * know. Each function has a process of its own; its sources are loaded one by one, which takes more than its bundle.
 */
const SIZES = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [100, 1000, 10_000];
const Ran = z.object({ answer: z.unknown(), megabytes: z.number() });
const execution = 'roll-call';
const machine = (name: string) => `arn:aws:states:us-east-1:111122223333:stateMachine:${name}`;

const table = new Table({
  head: ['accounts', 'TakeRoll', 'ConcludeRollCall', 'of'],
  style: { head: [], border: [], compact: true },
});
for (const size of SIZES) table.push(await measure(size));
console.log(`${table}\nthe most memory that the process had`);

async function measure(accounts: number): Promise<string[]> {
  const world = await startWorld();
  addRegistrations(world, addAccounts(world, accounts));
  const taken = await run(world, 'take-roll', { startedAt: new Date().toISOString(), input: {} });
  const concluded = await run(world, 'conclude-roll-call', {
    ...{ stateMachine: machine('roll-call'), enrollAccount: machine('enroll-account') },
    rollCall: taken.answer,
  });
  await world.close();
  const sizes = [taken, concluded].map(({ megabytes }) => `${megabytes.toFixed(0)} MB`);
  return [accounts.toLocaleString('en'), ...sizes, '512 MB'];
}

/** The heap may take what Lambda leaves of 512 MB beside Node itself. */
function run(world: World, name: string, input: object): Promise<z.infer<typeof Ran>> {
  const child = fork(new URL('./function.ts', import.meta.url), [`functions/${name}.ts`], {
    env: { ...process.env, ...world.environment },
    execArgv: ['--max-old-space-size=384'],
    stdio: ['pipe', 'ignore', 'inherit', 'ipc'],
  });
  child.stdin?.end(JSON.stringify({ execution, ...input }));
  return new Promise((resolve, reject) => {
    child.on('message', (message) => resolve(Ran.parse(message)));
    child.on('exit', (code) => reject(new Error(`${name} ended with ${code}`)));
  });
}
