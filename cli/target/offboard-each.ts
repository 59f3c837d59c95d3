import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { explain } from '../../lib/enrollment/outcome.ts';
import type { OffboardingInput } from '../../lib/offboarding/event.ts';
import { RemovedRole } from '../../lib/role/removed.ts';
import { Listed } from '../../lib/vendors/vendor.ts';
import { follow } from './follow.ts';
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
  status: string | undefined;
  outcomes: VendorOffboarded[];
  error?: string | undefined;
  cause?: string | undefined;
}

/** So many at once, as a roll call does it. */
const AT_ONCE = 5;

/** Offboards accounts, a few at once, and waits for the end of each. */
export async function offboardEach(
  target: Target,
  accounts: string[],
  input: Omit<OffboardingInput, 'accountId'>,
): Promise<Offboarded[]> {
  const waiting = accounts.entries();
  const ended: Offboarded[] = [];
  const work = async () => {
    for (const [at, accountId] of waiting) ended[at] = await one(target, { ...input, accountId });
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return ended;
}

async function one(target: Target, input: OffboardingInput): Promise<Offboarded> {
  const { executionArn } = await target.steps.send(
    new StartExecutionCommand({ stateMachineArn: target.offboardAccount, input: JSON.stringify(input) }),
  );
  const { status, output, error, cause } = await follow(target, {
    executionArn,
    workflow: 'offboard-account',
    title: input.accountId,
  });
  const one = { account: input.accountId, status };
  if (output === undefined)
    return { ...one, outcomes: [], error, cause: explain({ Error: error ?? '', Cause: cause ?? '' }).cause };
  const { account, state, outcomes } = Output.parse(JSON.parse(output));
  return { ...one, name: account.name, state, outcomes };
}
