import { show } from '../../cli/print/show.ts';
import { ACCOUNT } from '../scene.ts';

/** The last line of what is shown after outcomes by vendor. */
function verdictOn(outcomes: Record<string, string>): string {
  const printed: string[] = [];
  const output = { outcomes: Object.entries(outcomes).map(([vendor, outcome]) => ({ vendor, outcome })) };
  const execution = { name: 'one', status: 'SUCCEEDED' as const, input: {}, output, events: [], logs: [] };
  show({ execution, account: ACCOUNT, reports: [] }, (text) => printed.push(text));
  return printed.at(-1)?.replace(/\s+/g, ' ') ?? '';
}

it.each([
  { outcomes: { one: 'enrolled', other: 'enrolled' }, says: 'enrolled with one and other.' },
  {
    outcomes: { one: 'enrolled', other: 'known-elsewhere' },
    says: 'enrolled with one; known to other by a role or registration of others, and left as it is.',
  },
  {
    outcomes: { one: 'would-enroll' },
    says: 'unchanged by this dry run; it would be enrolled with one.',
  },
  { outcomes: { one: 'skipped' }, says: 'skipped for one, for the reason in the audit line.' },
])('the verdict on $outcomes names each vendor', ({ outcomes, says }) =>
  expect(verdictOn(outcomes)).toContain(`account ${ACCOUNT} is ${says}`),
);
