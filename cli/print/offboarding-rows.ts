import type { Offboarded } from '../target/offboard-each.ts';
import { rows } from './rows.ts';

/** What offboardings remove, or removed, and what stays: a row each. @param verb "remove" of a plan, else "removed" */
export const offboardingRows = (all: Offboarded[], { verb }: { verb: 'remove' | 'removed' }): string =>
  rows(
    ['account', 'vendor', verb === 'remove' ? 'what would be done' : 'what was done'],
    all.flatMap(({ account, status, error = '', outcomes }) =>
      status === 'SUCCEEDED'
        ? outcomes.flatMap((outcome) =>
            wordsOf(outcome, verb).map((words) => [account, outcome.vendor, words]),
          )
        : [[account, '', `${status} ${error}`.trim()]],
    ),
  );

function wordsOf(outcome: Offboarded['outcomes'][number], verb: string): string[] {
  if (outcome.outcome === 'skipped') return [`skipped: ${outcome.reason}`];
  const { registrations, others, role } = outcome;
  const name = role.arn?.split('/').at(-1) ?? '';
  const words = [
    ...registrations.map(({ id }) => `${verb} registration ${id}`),
    ...others.map(({ id }) => `stays: registration ${id}, which is not Rollcall's`),
    ...(role.outcome === 'role-removed' ? [`${verb} role ${name}`] : []),
    ...(role.outcome === 'role-left-behind'
      ? [`stays: role ${name}, ${role.reason}`.replace(' ,', ',')]
      : []),
  ];
  return words.length === 0 ? ['nothing: neither a registration nor a role exists'] : words;
}
