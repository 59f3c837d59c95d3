import { parseArgs } from 'node:util';
import type { LogLine } from '../emulators/engine/logs.ts';
import { addAccounts } from './organization.ts';
import { CHARGED, type Charged, PRICED, prices } from './prices.ts';
import type { Case, Result } from './result.ts';
import { type Simulated, simulate } from './simulate.ts';
import { use } from './use.ts';

/** Seconds between two accounts that come one by one: enough for each to end alone. */
const APART = 60;

/**
 * What 1,000 enrolled accounts cost at the public prices, by what a run of some accounts used: one by one, at once, and in
 * two backfills of different sizes. `npm run bench -- cost 100 1000`
 */
export async function cost(args: string[]): Promise<Result> {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  const [few = 100, many = 1000] = positionals.map(Number);
  const cases = [
    await priced('alone', few, ({ world, engine }) =>
      Promise.all(
        addAccounts(world, few).map(async (accountId, index) => {
          await new Promise((due) => setTimeout(due, index * APART * 1000));
          return engine.run('enroll-account', { accountId });
        }),
      ),
    ),
    await priced(`storm ${few}`, few, ({ world, engine }) =>
      Promise.all(addAccounts(world, few).map((accountId) => engine.run('enroll-account', { accountId }))),
    ),
  ];
  for (const accounts of [few, many])
    cases.push(
      await priced(`backfill ${accounts.toLocaleString('en')}`, accounts, ({ world, engine }) => {
        addAccounts(world, accounts);
        return engine.run('roll-call', {});
      }),
    );
  return { cases, goals: [], note: NOTE };
}

const NOTE = [
  `For 1,000 accounts, in USD: ${PRICED}.`,
  `For one: ${Object.entries(prices())
    .map(([what, price]) => `${what} ${price.toLocaleString('en', { maximumFractionDigits: 10 })}`)
    .join(', ')}.`,
  'What functions compute, and their cold starts, are not in the GB-seconds, as simulated time does not have them.',
  'Alarms, keys and secrets cost the same without an account: npm run cost.',
].join(' ');

async function priced(
  name: string,
  accounts: number,
  run: (simulated: Simulated) => Promise<unknown>,
): Promise<Case> {
  process.stderr.write(`${name}\n`);
  const lines: LogLine[] = [];
  const used = await simulate((simulated) => use(simulated, lines, () => run(simulated)), {
    onLog: (line) => lines.push(line),
  });
  const each = (count: number) => (count * 1000) / accounts;
  const known = prices();
  const dollars = (whats: readonly Charged[]) =>
    whats.reduce((sum, what) => sum + each(used[what]) * known[what], 0);
  return {
    name,
    values: {
      ...Object.fromEntries(CHARGED.map((what) => [what, each(used[what])])),
      'USD for transitions': dollars(['transitions']),
      'USD for functions': dollars(['invocations', 'GB-seconds']),
      'USD for logs': dollars(['GB of logs']),
      'USD in all': dollars(CHARGED),
    },
  };
}
