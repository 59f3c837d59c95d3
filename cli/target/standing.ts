import * as v from 'valibot';
import type { CoverageReport } from '../../lib/coverage/report.ts';
import { isGap, type State } from '../../lib/coverage/row.ts';
import { ReportedRow } from '../../lib/coverage/since.ts';
import { failedVendors } from '../../lib/enrollment/failed-vendors.ts';
import type { AccountExecution } from './executions.ts';

/** What an execution says of a vendor that ended after the last report compared. */
const Later = v.pipe(
  v.picklist(['enrolled', 'known-elsewhere', 'offboarded', 'left', 'failed', 'succeeded']),
  v.description('left: not ours to offboard; succeeded: in an enrollment that failed at another vendor'),
);
type Later = v.InferOutput<typeof Later>;

/** How an account stands at a vendor. */
export const Standing = v.object({
  vendor: v.string(),
  reported: v.pipe(v.optional(ReportedRow), v.description('the row of the last report')),
  later: v.pipe(v.optional(Later), v.description('what an execution did after that report compared')),
  accountState: v.pipe(v.optional(v.string()), v.description('as that offboarding found the account')),
});
export type Standing = v.InferOutput<typeof Standing>;

/** How an account stands at each vendor: as the last report has it, and what executions did to it since. */
export function standings(
  account: string,
  report: CoverageReport | undefined,
  executions: AccountExecution[],
): Standing[] {
  const reported = report?.rows.filter(({ accountId }) => accountId === account) ?? [];
  const since = executions.filter(
    ({ dryRun, stopDate }) =>
      !dryRun && stopDate !== undefined && (report === undefined || stopDate > report.at),
  );
  const named = since.flatMap(({ outcomes }) => outcomes.map(({ vendor }) => vendor));
  return [...new Set([...reported.map(({ vendor }) => vendor), ...named])].map((vendor) => {
    const row = reported.find((each) => each.vendor === vendor);
    const last = since.find((execution) => laterOf(vendor, execution) !== undefined);
    const later = last && laterOf(vendor, last);
    const state = last?.accountState;
    return {
      vendor,
      ...(row && { reported: row }),
      ...(later && { later }),
      ...(state && { accountState: state }),
    };
  });
}

/** The state of an account at a vendor now; undefined where nothing is to be said of it any more. */
export function stateNow({ reported, later, accountState }: Standing): State | undefined {
  const before = reported?.state;
  const isLeftOut = before !== undefined && LEFT_OUT.includes(before);
  switch (later) {
    case undefined:
    case 'left':
      return before;
    case 'known-elsewhere':
      return 'known-elsewhere';
    case 'enrolled':
    case 'succeeded':
      return 'covered';
    case 'failed':
      return isLeftOut ? before : 'failed';
    case 'offboarded':
      if (isLeftOut && before !== 'departed') return before;
      return accountState === 'ACTIVE' ? 'missing' : undefined;
  }
}

/** Of accounts that are not to be covered. */
const LEFT_OUT: State[] = ['excluded', 'inactive', 'departed'];

/** Whether the account is to be covered at the vendor and is not. */
export function isMissing(standing: Standing): boolean {
  const state = stateNow(standing);
  return state !== undefined && isGap({ state });
}

/** Whether a vendor has the account registered. */
export const isRegistered = ({ reported, later }: Standing): boolean =>
  later === undefined || later === 'left' || later === 'failed'
    ? reported?.registration !== undefined
    : later !== 'offboarded';

function laterOf(vendor: string, { outcomes, cause = '' }: AccountExecution): Later | undefined {
  const outcome = outcomes.find((each) => each.vendor === vendor)?.outcome;
  if (outcome !== undefined) return WORDS[outcome];
  if (failedVendors(cause).has(vendor)) return 'failed';
  const [, all = ''] = ENROLLED_WITH.exec(cause) ?? [];
  return all.split(' and ').includes(vendor) ? 'succeeded' : undefined;
}

/** The vendors in the message of an enrollment that failed at some of them. */
const ENROLLED_WITH = /^Tried to enroll .* with ([a-z0-9-]+(?: and [a-z0-9-]+)*) in [\w-]+: /;

/** What the outcomes of enrollments and offboardings leave behind; one that was skipped left all as it was. */
const WORDS: Record<string, Later> = {
  enrolled: 'enrolled',
  'known-elsewhere': 'known-elsewhere',
  forgotten: 'offboarded',
  'was-not-known': 'offboarded',
  'not-ours': 'left',
};
