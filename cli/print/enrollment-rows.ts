import type { Enrolled, EnrollmentOutcome } from '../target/enrolled.ts';
import { rows } from './rows.ts';

/** What enrollments did, or would do in a dry run: a row each account and vendor. */
export const enrollmentRows = (all: Enrolled[]): string =>
  rows(
    ['account', 'vendor', 'outcome', ''],
    all.flatMap(({ account, status, error = '', outcomes }) =>
      status === 'SUCCEEDED'
        ? outcomes.map((outcome) => [account, outcome.vendor, ...wordsOf(outcome)])
        : [[account, '', status, error]],
    ),
  );

/** The outcome, and what was or would be done, or why it is not. */
function wordsOf({ outcome, role, decisions = [], reason = '', state, error }: EnrollmentOutcome): string[] {
  const changes = [...(role?.changes ?? []), ...decisions.filter((words) => !words.startsWith('already '))];
  if (outcome === 'would-enroll')
    return changes.length === 0
      ? ['unchanged', 'nothing would change']
      : [outcome, `would ${changes.map(infinitive).join('; ')}`];
  // Not every vendor reports whether the registration is new.
  if (outcome === 'enrolled') return [outcome, changes.join('; ') || 'role unchanged'];
  if (outcome === 'known-elsewhere') return [outcome, 'registered by somebody else, and left as it is'];
  return [outcome, outcome === 'skipped' ? reason : `${state}: ${error}`];
}

/** "create the role" of "created the role": changes are written down as if they were made. */
const infinitive = (change: string): string =>
  change.replace(/^(?:(creat|delet|remov|renam|replac)ed|(\w+)ed)\b/, (_, withE, without) =>
    withE === undefined ? without : `${withE}e`,
  );
