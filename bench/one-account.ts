import { parseArgs } from 'node:util';
import { chainSeconds } from './chain.ts';
import type { Case, Result } from './result.ts';
import { DIRECT, type Simulated, simulate } from './simulate.ts';

/**
 * The calls and the time that one account takes with instances of the functions that start cold, with warm ones, and a
 * second time without a change. `--calls` prints each call.
 */
export async function oneAccount(args: string[]): Promise<Result> {
  const { values } = parseArgs({ args, options: { calls: { type: 'boolean', default: false } } });
  const cases = await simulate(async ({ world, engine }) => {
    const create = (name: string) => world.aws.createAccount({ name }).id;
    const measure = async (name: string, accountId: string): Promise<Case> => {
      const measured = await enroll({ world, engine }, accountId);
      if (values.calls) for (const call of callsOf({ world })) process.stderr.write(`${name} ${call}\n`);
      return { name, values: measured };
    };
    const cold = withChain(await measure('cold', create('Cold')), 'cold');
    // Until every instance knows both vendors.
    for (const name of ['one', 'two', 'three', 'four'])
      await engine.run('enroll-account', { accountId: create(name) });
    const account = create('Warm');
    // Or Cloudcraft would ask to come later.
    await new Promise((over) => setTimeout(over, 20_000));
    const warm = withChain(await measure('warm', account), 'warm');
    return [cold, warm, await measure('again', account)];
  }, DIRECT);
  const goals = Object.entries({ cold: 18, warm: 15, again: 14 }).map(([name, atMost]) => {
    return { case: name, value: 'calls', atMost };
  });
  const chains = ['cold', 'warm'].map((name) => ({ case: name, value: '× the chain', atMost: 1.15 }));
  const note =
    'again: a second enrollment, which changes nothing. The chain: the calls of which each needs the answer to the one before.';
  return { cases, goals: [...goals, ...chains], note };
}

/** Enrolls an account. */
async function enroll({ world, engine }: Simulated, accountId: string): Promise<Case['values']> {
  world.network.calls.length = 0;
  const start = Date.now();
  const { status } = await engine.run('enroll-account', { accountId });
  const seconds = (Date.now() - start) / 1000;
  return { calls: callsOf({ world }).length, 'time, s': seconds, end: status };
}

/** The calls of the functions; the others are the vendors' own, which assume the role. */
const callsOf = ({ world }: Pick<Simulated, 'world'>): string[] =>
  world.network.calls.flatMap(({ name, from }) =>
    from === undefined ? [] : [[from.function, from.vendor, name].join(' ')],
  );

function withChain({ name, values }: Case, start: 'cold' | 'warm'): Case {
  const chain = chainSeconds(start);
  return {
    name,
    values: { ...values, 'the chain, s': chain, '× the chain': Number(values['time, s']) / chain },
  };
}
