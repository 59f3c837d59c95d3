import type { Listed } from '../vendors/vendor.ts';
import type { Finding, Tried } from './roll.ts';
import type { Row } from './row.ts';

/** All that is known of one account at one vendor. */
interface Evidence {
  vendor: string;
  /** As AWS says it; absent when the organization does not have the account. */
  state?: string;
  registration: Listed | undefined;
  /** Why a filter leaves the account out. */
  leftOut?: string | undefined;
  /** What the inspection of its role found. */
  finding?: Finding | undefined;
  tried: Tried | undefined;
}

type Judgement = Pick<Row, 'state' | 'reason' | 'registration' | 'failure'>;

/** The state of an account at a vendor. What AWS says of the account counts first, then the filters, then what was tried. */
export function judge(evidence: Evidence): Judgement {
  const { state, registration, leftOut, tried } = evidence;
  const seen = registration && { registration: described(registration) };
  const failed = tried?.failure && { failure: shortened(tried.failure) };
  if (state !== 'ACTIVE' && state !== 'PENDING_ACTIVATION') {
    const reason = state === undefined ? 'not in the organization' : `its state is ${state}`;
    return registration === undefined
      ? { state: 'inactive', reason }
      : { state: 'departed', reason, ...seen, ...failed };
  }
  if (leftOut !== undefined) return { state: 'excluded', reason: leftOut, ...seen };
  if (state === 'PENDING_ACTIVATION') return { state: 'inactive', reason: `its state is ${state}`, ...seen };
  if (failed) {
    const { state: at, error, cause } = failed.failure;
    return { state: 'failed', reason: `${at} failed with ${error}: ${cause}`, ...seen, ...failed };
  }
  return { ...listedAs(evidence), ...seen };
}

/** What the vendor's list says of an account that is to be covered. */
function listedAs({ vendor, registration, finding, tried }: Evidence): Judgement {
  if (registration === undefined) {
    const reason = tried ? `enrolled, but not listed by ${vendor}` : `not listed by ${vendor}`;
    return { state: 'missing', reason };
  }
  const { standing, problem, detail } = registration;
  if (problem !== undefined) return { state: 'degraded', reason: problem };
  if (standing === 'elsewhere')
    return { state: 'known-elsewhere', reason: `registered by somebody else${detail ? `: ${detail}` : ''}` };
  if (finding?.problem !== undefined) return { state: 'degraded', reason: short(finding.problem) };
  if (finding?.unseen === undefined) return { state: 'covered' };
  return { state: 'covered', reason: `its role was not inspected: ${short(finding.unseen)}` };
}

/** The longest part of a cause in a report, in characters; the audit line has all of it. Ten thousand have to fit on a page. */
const CAUSE_AT_MOST = 1000;

const shortened = ({ cause, ...failure }: NonNullable<Row['failure']>) => ({
  ...failure,
  cause: short(cause),
});

const short = (text: string) => (text.length > CAUSE_AT_MOST ? `${text.slice(0, CAUSE_AT_MOST)}…` : text);

const described = ({ id, status, standing, detail }: Listed) => ({
  ...{ id, status, standing },
  ...(detail !== undefined && { detail }),
});
