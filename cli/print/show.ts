import { styleText } from 'node:util';
import * as v from 'valibot';
import type { LogLine } from '../../emulators/engine/logs.ts';
import { explain } from '../../lib/enrollment/outcome.ts';
import type { Played } from '../play.ts';
import { forCopying } from './for-copying.ts';
import { vendorTable } from './table.ts';
import { wrap } from './wrap.ts';

const AuditLine = v.object({
  message: v.literal('audit'),
  vendor: v.string(),
  outcome: v.string(),
  state: v.optional(v.string()),
  error: v.optional(v.string()),
  reason: v.optional(v.string()),
});

/** How a played enrollment ended, for a person: the table, and the verdict with what to do next. */
export function show({ execution, account, reports }: Played, print: (text: string) => void): void {
  if (account !== undefined) print(`\n${vendorTable(reports, auditByVendor(execution.logs))}`);
  const { status, error = '', cause = '' } = execution;
  const useless = reports.filter(({ problems }) => problems.length > 0).map(({ vendor }) => vendor);
  if (status === 'SUCCEEDED' && useless.length > 0)
    print(
      `${styleText('red', `\nFailed: the workflow succeeded, but ${useless.join(' and ')} cannot use the role`)}`,
    );
  else if (status === 'SUCCEEDED')
    print(styleText('green', wrap(`\nSucceeded: account ${account} is ${verdict(execution.output)}.`, 0)));
  else
    print(
      `${styleText('red', `\nFailed: ${error}`)}\n${forCopying(explain({ Error: error, Cause: cause }).cause)}`,
    );
}

/** The same for a program. */
export const asJson = ({ execution, account, reports }: Played) => {
  const { name, status, error, cause, input, output, logs, events } = execution;
  const states = events.flatMap((event) =>
    'state' in event ? [{ type: event.type, state: event.state.name }] : [],
  );
  return { account, execution: { name, status, error, cause, input, output, states }, holds: reports, logs };
};

const Output = v.object({ outcomes: v.array(v.object({ vendor: v.string(), outcome: v.string() })) });

/** What became of the account at each vendor: "enrolled with cloudcraft; known to crowdstrike by …, and left as it is". */
function verdict(output: unknown): string {
  const outcomes = v.is(Output, output) ? output.outcomes : [];
  const parts = Object.entries(WORDS).flatMap(([outcome, words]) => {
    const vendors = outcomes.filter((each) => each.outcome === outcome).map(({ vendor }) => vendor);
    return vendors.length === 0 ? [] : [words(vendors.join(' and '))];
  });
  return parts.join('; ');
}

const WORDS: Record<string, (vendors: string) => string> = {
  enrolled: (vendors) => `enrolled with ${vendors}`,
  'known-elsewhere': (vendors) =>
    `known to ${vendors} by a role or registration of others, and left as it is`,
  skipped: (vendors) => `skipped for ${vendors}, for the reason in the audit line`,
  'would-enroll': (vendors) => `unchanged by this dry run; it would be enrolled with ${vendors}`,
  'would-fail': (vendors) => `unchanged by this dry run; enrolling it with ${vendors} would fail`,
};

const auditLines = (logs: LogLine[]) => logs.flatMap((line) => (v.is(AuditLine, line) ? line : []));

const auditByVendor = (logs: LogLine[]): Record<string, string> =>
  Object.fromEntries(
    auditLines(logs).map(({ vendor, outcome, state, error, reason }) => [
      vendor,
      outcome === 'failed'
        ? `failed at ${state} with ${error}`
        : [outcome, reason].filter(Boolean).join(': '),
    ]),
  );
