import { styleText } from 'node:util';
import * as z from 'zod';
import type { LogLine } from '../../emulators/engine/logs.ts';
import { explain } from '../../lib/enrollment/outcome.ts';
import type { Played } from '../play.ts';
import { vendorTable } from './table.ts';
import { wrap } from './wrap.ts';

const AuditLine = z.object({
  message: z.literal('audit'),
  vendor: z.string(),
  outcome: z.string(),
  state: z.string().optional(),
  error: z.string().optional(),
  reason: z.string().optional(),
});

/** How a played enrollment ended, for a person: the table, and the verdict with what to do next. */
export function show({ execution, account, reports }: Played, print: (text: string) => void): void {
  if (account !== undefined) print(`\n${vendorTable(reports, auditByVendor(execution.logs))}`);
  const { status, error = '', cause = '' } = execution;
  if (status === 'SUCCEEDED')
    print(
      styleText(
        'green',
        `\nSucceeded: account ${account} is ${skipped(execution.logs) ? 'skipped, for the reason in the audit line' : 'enrolled'}.`,
      ),
    );
  else
    print(
      `${styleText('red', `\nFailed: ${error}`)}\n${wrap(explain({ Error: error, Cause: cause }).cause, 0)}`,
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

function auditByVendor(logs: LogLine[]): Record<string, string> {
  const lines = logs.flatMap((line) => AuditLine.safeParse(line).data ?? []);
  return Object.fromEntries(
    lines.map(({ vendor, outcome, state, error, reason }) => [
      vendor,
      outcome === 'failed'
        ? `failed at ${state} with ${error}`
        : [outcome, reason].filter(Boolean).join(': '),
    ]),
  );
}

/** Whether the account is registered with no vendor. */
const skipped = (logs: LogLine[]) =>
  Object.values(auditByVendor(logs)).every((outcome) => outcome.startsWith('skipped'));
