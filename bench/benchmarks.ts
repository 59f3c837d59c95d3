import { backfill } from './backfill.ts';
import { coldStart } from './cold-start.ts';
import { cost } from './cost.ts';
import { manualProcedure } from './manual-procedure.ts';
import { memory } from './memory.ts';
import { oneAccount } from './one-account.ts';
import type { Result } from './result.ts';
import { rollCall } from './roll-call.ts';
import { storms } from './storms.ts';

/** Something that is measured. */
interface Benchmark {
  what: string;
  /** Whether it measures the machine, or what is the same on every one. */
  clock: 'simulated' | 'real';
  /** @param args what follows its name on the command line; without any, what docs/performance.md shows */
  run(args: string[]): Promise<Result>;
}

const simulated = { clock: 'simulated' } as const;
const real = { clock: 'real' } as const;

/** Every benchmark, by the name that the command has for it. */
export const benchmarks: Record<string, Benchmark> = {
  'one-account': { ...simulated, what: 'the calls and the time of one account', run: oneAccount },
  storms: { ...simulated, what: '100, 300 and 1,000 accounts at once', run: storms },
  backfill: { ...simulated, what: 'a roll call of 1,000 and of 10,000 missing accounts', run: backfill },
  'roll-call': { ...simulated, what: 'a roll call of 10,000 accounts that misses none', run: rollCall },
  cost: { ...simulated, what: 'what 1,000 accounts cost at the public prices', run: cost },
  'manual-procedure': {
    ...{ ...simulated, what: "the vendors' documented procedure, beside Rollcall" },
    run: manualProcedure,
  },
  'cold-start': { ...real, what: 'what each function reads and imports at first', run: coldStart },
  memory: { ...real, what: 'the memory of each function, by the organization', run: memory },
};
