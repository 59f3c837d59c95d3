import * as z from 'zod';
import type { OffboardingInput } from '../../lib/offboarding/event.ts';
import { RemovedRole } from '../../lib/role/removed.ts';
import { Listed } from '../../lib/vendors/vendor.ts';
import { runEach } from './run-each.ts';
import type { Target } from './target.ts';

/** What an execution that succeeded gives of a vendor. */
const Outcome = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.enum(['forgotten', 'was-not-known', 'not-ours']),
    vendor: z.string(),
    registrations: z.array(Listed),
    others: z.array(Listed),
    role: RemovedRole,
  }),
  z.object({ outcome: z.literal('skipped'), vendor: z.string(), reason: z.string() }),
]);

const Output = z.object({
  account: z.object({ name: z.string().optional() }),
  state: z.string(),
  outcomes: z.array(Outcome),
});

/** What an offboarding did, or a dry run would do, at one vendor. */
export type VendorOffboarded = z.infer<typeof Outcome>;

/** How an account's offboarding ended. */
export interface Offboarded {
  account: string;
  /** Absent of an account that is not in the organization, and where the execution failed. */
  name?: string | undefined;
  /** As Organizations says it, or NOT_A_MEMBER; absent where the execution failed. */
  state?: string | undefined;
  /** As Step Functions says it; NOT_STARTED, or UNKNOWN where the command lost sight of it. */
  status: string;
  outcomes: VendorOffboarded[];
  error?: string | undefined;
  cause?: string | undefined;
}

/** Offboards accounts. @throws what the SDK throws when no execution could be started */
export async function offboardEach(
  target: Target,
  accounts: string[],
  input: Omit<OffboardingInput, 'accountId'>,
): Promise<Offboarded[]> {
  const read = (output: unknown) => Output.parse(output);
  const all = await runEach(target, accounts, { workflow: 'offboard-account', input, read });
  return all.map(({ result: { account, ...result } = { outcomes: [], account: {} }, ...ended }) => ({
    ...{ ...ended, ...result, name: account.name },
  }));
}
