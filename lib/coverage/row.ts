import * as z from 'zod/mini';
import { AccountId } from '../organization/account.ts';

/** The states of an account at a vendor, the best first. */
export const STATES = [
  'covered',
  'known-elsewhere',
  'missing',
  'degraded',
  'failed',
  'excluded',
  'inactive',
  'departed',
] as const;

/** What each state means. */
export const MEANING: Record<(typeof STATES)[number], string> = {
  covered: 'registered by Rollcall, and nothing says that it does not work',
  'known-elsewhere': 'registered by somebody else, and it works; left as it is',
  missing: 'the vendor does not list it',
  degraded: 'registered, but the vendor or the inspection of the role says that it does not work',
  failed: 'this roll call tried to enroll it and failed',
  excluded: 'a filter leaves it out',
  inactive: 'AWS does not let anybody use it',
  departed: 'the vendor still lists it, but it is closed, suspended or not in the organization',
};

/** What a roll call finds out about an account at a vendor. */
export const State = z.enum(STATES).check(
  z.meta({
    description: STATES.map((state) => `${state}: ${MEANING[state]}`).join('. '),
  }),
);
export type State = z.infer<typeof State>;

/** Where trying to enroll or offboard the account ended. */
export const Failure = z.object({
  state: z.string().check(z.meta({ description: "the workflow's state that failed, e.g. RegisterAccount" })),
  error: z.string().check(z.meta({ description: "the error's name, e.g. RoleNotAssumableYetError" })),
  cause: z.string().check(z.meta({ description: 'what was tried, what was answered, what to do next' })),
});

/** One account at one vendor. */
export const Row = z.object({
  accountId: AccountId,
  name: z
    .optional(z.string())
    .check(z.meta({ description: 'absent when no report knew the account as a member of the organization' })),
  accountState: z.optional(z.string()).check(z.meta({ description: 'as AWS says it: ACTIVE, SUSPENDED, …' })),
  units: z
    .array(z.string())
    .check(z.meta({ description: 'ids from the root down to its organizational unit' })),
  vendor: z.string(),
  state: State,
  reason: z.optional(z.string()).check(z.meta({ description: 'why it is in this state, in words' })),
  registration: z.optional(
    z.object({
      id: z.string().check(z.meta({ description: "the vendor's own id" })),
      status: z.string().check(z.meta({ description: "the vendor's own word" })),
      standing: z
        .enum(['ours', 'elsewhere'])
        .check(z.meta({ description: 'made by Rollcall, or by somebody else' })),
      detail: z.optional(z.string()).check(z.meta({ description: 'the ARN of its role, or who made it' })),
    }),
  ),
  failure: z.optional(Failure),
});
export type Row = z.infer<typeof Row>;

/** Whether the account is to be covered and is not. */
export const isGap = ({ state }: Pick<Row, 'state'>) =>
  state === 'missing' || state === 'degraded' || state === 'failed';

/** Whether the vendor knows the account, by Rollcall's registration or by another that works. */
export const isCovered = ({ state }: Pick<Row, 'state'>) =>
  state === 'covered' || state === 'known-elsewhere';
