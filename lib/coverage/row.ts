import * as v from 'valibot';
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
export const State = v.pipe(
  v.picklist(STATES),
  v.description(STATES.map((state) => `${state}: ${MEANING[state]}`).join('. ')),
);
export type State = v.InferOutput<typeof State>;

/** Where trying to enroll or offboard the account ended. */
export const Failure = v.object({
  state: v.pipe(v.string(), v.description("the workflow's state that failed, e.g. RegisterAccount")),
  error: v.pipe(v.string(), v.description("the error's name, e.g. RoleNotAssumableYetError")),
  cause: v.pipe(v.string(), v.description('what was tried, what was answered, what to do next')),
});

/** One account at one vendor. */
export const Row = v.object({
  accountId: AccountId,
  name: v.pipe(
    v.optional(v.string()),
    v.description('absent when no report knew the account as a member of the organization'),
  ),
  accountState: v.pipe(v.optional(v.string()), v.description('as AWS says it: ACTIVE, SUSPENDED, …')),
  units: v.pipe(v.array(v.string()), v.description('ids from the root down to its organizational unit')),
  vendor: v.string(),
  state: State,
  reason: v.pipe(v.optional(v.string()), v.description('why it is in this state, in words')),
  registration: v.optional(
    v.object({
      id: v.pipe(v.string(), v.description("the vendor's own id")),
      status: v.pipe(v.string(), v.description("the vendor's own word")),
      standing: v.pipe(
        v.picklist(['ours', 'elsewhere']),
        v.description('made by Rollcall, or by somebody else'),
      ),
      detail: v.pipe(v.optional(v.string()), v.description('the ARN of its role, or who made it')),
    }),
  ),
  failure: v.optional(Failure),
});
export type Row = v.InferOutput<typeof Row>;

/** Whether the account is to be covered and is not. */
export const isGap = ({ state }: Pick<Row, 'state'>) =>
  state === 'missing' || state === 'degraded' || state === 'failed';

/** Whether the vendor knows the account, by Rollcall's registration or by another that works. */
export const isCovered = ({ state }: Pick<Row, 'state'>) =>
  state === 'covered' || state === 'known-elsewhere';
