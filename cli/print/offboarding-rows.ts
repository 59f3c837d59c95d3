import type { Offboarded, VendorOffboarded } from '../target/offboard-each.ts';
import { wrap } from './wrap.ts';

/** What offboardings remove, or removed, and what stays, by account and vendor. @param verb "remove" of a plan, else "removed" */
export const offboardingRows = (all: Offboarded[], { verb }: { verb: 'remove' | 'removed' }): string =>
  all
    .map(({ account, name, state, status, error = '', outcomes }) => {
      const title = status === 'SUCCEEDED' ? [account, name, inWords(state)] : [account, status, error];
      const width = Math.max(...outcomes.map(({ vendor }) => vendor.length));
      const lines = outcomes.flatMap((outcome) =>
        wordsOf(outcome, verb).map((words, at) => {
          const vendor = (at === 0 ? outcome.vendor : '').padEnd(width);
          return wrap(`  ${vendor}  ${words}`, width + 6);
        }),
      );
      return [title.filter(Boolean).join('  '), ...lines].join('\n');
    })
    .join('\n');

function wordsOf(outcome: VendorOffboarded, verb: string): string[] {
  if (outcome.outcome === 'skipped') return [`skipped: ${outcome.reason}`];
  const { registrations, others, role } = outcome;
  const name = role.arn?.split('/').at(-1);
  const left = name === undefined ? 'the role, if there is one' : `role ${name}`;
  const words = [
    ...registrations.map(({ id }) => `${verb} registration ${id}`),
    ...others.map(({ id }) => `stays: registration ${id}, which is not Rollcall's`),
    ...(role.outcome === 'role-removed' ? [`${verb} role ${name}`] : []),
    ...(role.outcome === 'role-left-behind' ? [`stays: ${left} (${role.reason})`] : []),
  ];
  return words.length === 0 ? ['nothing: neither a registration nor a role exists'] : words;
}

const inWords = (state = '') => state.replace('NOT_A_MEMBER', 'not in the organization');
