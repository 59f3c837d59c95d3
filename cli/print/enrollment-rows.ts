import type { Enrolled, EnrollmentOutcome } from '../target/enrolled.ts';
import { rows } from './rows.ts';

/** What enrollments did, or would do in a dry run: a row each account and vendor. */
export const enrollmentRows = (all: Enrolled[]): string =>
  rows(
    ['account', 'vendor', 'outcome', ''],
    all.flatMap(({ account, status, error = '', outcomes }) =>
      status === 'SUCCEEDED'
        ? outcomes.map((outcome) => [account, outcome.vendor, outcome.outcome, wordsOf(outcome)])
        : [[account, '', status, error]],
    ),
  );

/** What was or would be done, or why it is not. */
function wordsOf({ outcome, role, decisions = [], reason = '', state, error }: EnrollmentOutcome): string {
  const changes = [...(role?.changes ?? []), ...decisions.filter((words) => !words.startsWith('already '))];
  if (outcome === 'would-enroll')
    return changes.length === 0 ? 'nothing would change: it is enrolled already' : changes.join('; ');
  if (outcome === 'enrolled') return (role?.changes ?? []).join('; ');
  if (outcome === 'known-elsewhere') return 'registered by somebody else, and left as it is';
  return outcome === 'skipped' ? reason : `${state}: ${error}`;
}
