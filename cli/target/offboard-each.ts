import * as v from 'valibot';
import type { OffboardingInput } from '../../lib/offboarding/event.ts';
import { RemovedRole } from '../../lib/role/removed.ts';
import { Listed } from '../../lib/vendors/vendor.ts';
import { runEach } from './run-each.ts';
import type { Target } from './target.ts';

/** What an execution that succeeded gives of a vendor. */
const Outcome = v.variant('outcome', [
  v.object({
    outcome: v.picklist(['forgotten', 'was-not-known', 'not-ours']),
    vendor: v.string(),
    registrations: v.array(Listed),
    others: v.array(Listed),
    role: RemovedRole,
  }),
  v.object({ outcome: v.literal('skipped'), vendor: v.string(), reason: v.string() }),
]);

const Output = v.object({
  account: v.object({ name: v.optional(v.string()) }),
  state: v.string(),
  outcomes: v.array(Outcome),
});

/** What an offboarding did, or a dry run would do, at one vendor. */
export type VendorOffboarded = v.InferOutput<typeof Outcome>;

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
  const read = (output: unknown) => v.parse(Output, output);
  const all = await runEach(target, accounts, { workflow: 'offboard-account', input, read });
  return all.map(({ result: { account, ...result } = { outcomes: [], account: {} }, ...ended }) => ({
    ...{ ...ended, ...result, name: account.name },
  }));
}
