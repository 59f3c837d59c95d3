import { command } from './command.ts';
import { remedy } from './remedy.ts';
import type { CoverageReport, StateMachines } from './report.ts';
import type { ReportedRow } from './since.ts';

type Cell = string | undefined;

/** Each column's name and content. */
const COLUMNS: Record<string, (row: ReportedRow, stateMachines: StateMachines) => Cell> = {
  account_id: ({ accountId }) => accountId,
  account_name: ({ name }) => name,
  account_state: ({ accountState }) => accountState,
  units: ({ units }) => units.join('/'),
  vendor: ({ vendor }) => vendor,
  state: ({ state }) => state,
  since: ({ since }) => since,
  reason: ({ reason }) => reason,
  registration_id: ({ registration }) => registration?.id,
  registration_status: ({ registration }) => registration?.status,
  registration_standing: ({ registration }) => registration?.standing,
  registration_detail: ({ registration }) => registration?.detail,
  command: (row, stateMachines) => command(remedy(row), stateMachines),
};

/**
 * The report's rows as CSV with a header: RFC 4180, CRLF, UTF-8 without a byte order mark. What a spreadsheet would take
 * for a formula has an apostrophe in front. Source: OWASP, "CSV Injection".
 */
export function csv({ rows, stateMachines }: Pick<CoverageReport, 'rows' | 'stateMachines'>): string {
  const columns = Object.values(COLUMNS);
  const lines = rows.map((row) =>
    columns.map((content) => cell(content(row, stateMachines) ?? '')).join(','),
  );
  return [Object.keys(COLUMNS).join(','), ...lines, ''].join('\r\n');
}

function cell(content: string): string {
  const text = /^\s*[=+\-@\t\r\n＝＋－＠]/u.test(content) ? `'${content}` : content;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
