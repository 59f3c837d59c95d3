import { fork } from 'node:child_process';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { Engine } from '../emulators/engine/engine.ts';
import { captureLogs } from '../emulators/engine/logs.ts';
import { startWorld, type World } from '../emulators/world.ts';
import { ENROLLING } from './enrolling.ts';
import { type Module, writeModules } from './modules.ts';
import { addAccounts, addRegistrations } from './organization.ts';
import type { Case, Result } from './result.ts';

/** Accounts that a roll call misses, so that every function runs. */
const MISSING = 7;

/**
 * The memory of the functions in a roll call that misses seven of 100, of 1,000 and of 10,000 accounts. Every invocation
 * has a process of its own, with the file that is deployed.
 */
export async function memory(args: string[]): Promise<Result> {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  const sizes = positionals.length > 0 ? positionals.map(Number) : [100, 1000, 10_000];
  const { modules, remove } = await writeModules();
  const cases: Case[] = [];
  let first: Megabytes | undefined;
  const measureAll = async () => {
    for (const accounts of sizes) {
      process.stderr.write(`the functions at ${accounts} accounts\n`);
      const all = await measure(accounts, modules);
      first ??= all;
      const most = Object.fromEntries(
        Object.entries(all).map(([key, each]) => [key, Math.round(Math.max(...each))]),
      );
      const growth = together(all) / together(first);
      const values = { ...most, [MOST]: Math.max(...Object.values(most)), [GROWTH]: growth };
      cases.push({ name: accounts.toLocaleString('en'), values });
    }
  };
  await measureAll().finally(remove);
  const goals = cases.flatMap(({ name }) => [
    { case: name, value: MOST, atMost: 512 },
    { case: name, value: GROWTH, atMost: 1.05 },
  ]);
  return { cases, goals, note: NOTE };
}

const MOST = 'the most of all';
const GROWTH = 'those that enroll, × the first column';
const NOTE =
  'The most memory in MB that the process of each function had, Node itself included. Of the 512 MB of a function, Node gets 384 for its heap. Those that enroll: together, each by the process that had the least, as when garbage is collected is chance and only adds.';

/** What each process of a function had, by the function's key. */
type Megabytes = Record<string, number[]>;

/** What the functions of an enrollment need together: each by the process that had the least. */
const together = (megabytes: Megabytes): number =>
  ENROLLING.reduce((sum, key) => sum + Math.min(...(megabytes[key] ?? [])), 0);

/** Runs the roll call; gives the most memory that each process of a function had. */
async function measure(accounts: number, modules: Module[]): Promise<Megabytes> {
  const release = captureLogs(() => undefined);
  const world = await startWorld();
  const engine = new Engine(world.environment, world.aws.state.executions);
  const all: Megabytes = {};
  engine.lambda.invoke = async (key, payload) => {
    const file = modules.find((module) => module.key === key)?.bundled ?? '';
    const { answer, megabytes } = await run({ file, payload, world });
    all[key] = [...(all[key] ?? []), megabytes];
    return answer;
  };
  addRegistrations(world, addAccounts(world, accounts).slice(MISSING));
  try {
    const { status, cause } = await engine.run('roll-call', {});
    if (status !== 'SUCCEEDED') throw new Error(cause);
    return all;
  } finally {
    await world.close();
    release();
  }
}

/** The heap may take what Lambda leaves of 512 MB beside Node itself. */
function run({ file, payload, world }: Invoked): Promise<v.InferOutput<typeof Ran>> {
  const child = fork(new URL('./function.ts', import.meta.url), [file], {
    env: { ...process.env, ...world.environment },
    execArgv: ['--max-old-space-size=384'],
    stdio: ['pipe', 'ignore', 'inherit', 'ipc'],
  });
  child.stdin?.end(JSON.stringify(payload));
  return new Promise((resolve, reject) => {
    child.on('message', (message) => resolve(v.parse(Ran, message)));
    // An exit may be known before the answer is read.
    child.on('disconnect', () => reject(new Error(`${file} ended without an answer`)));
  });
}

interface Invoked {
  file: string;
  payload: unknown;
  world: World;
}

const Ran = v.object({ answer: v.optional(v.unknown()), megabytes: v.number() });
