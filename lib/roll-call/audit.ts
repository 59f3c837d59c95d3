import type { Logger } from '@aws-lambda-powertools/logger';
import type { CoverageReport } from '../coverage/report.ts';

/** What a roll call writes into the audit. */
interface Audited {
  rollCall: string;
  report: CoverageReport;
  /** The last one before it, of the whole organization. */
  previous: CoverageReport | undefined;
  /** Of the page. */
  url: string;
}

/** Writes one line for the roll call, and one for each account whose state at a vendor is not what it was. */
export function auditRollCall(log: Logger, { rollCall, report, previous, url }: Audited): void {
  const { dryRun, depth, inspection, only, accounts, vendors, conclusion, rows } = report;
  const line = {
    rollCall,
    dryRun,
    depth,
    inspection,
    ...conclusion,
    partial: only !== undefined,
    accounts,
    vendors,
    report: url,
  };
  // A dry run was to find gaps, so they are no failure of it.
  if (conclusion.outcome === 'succeeded') log.info('roll call', line);
  else if (dryRun) log.warn('roll call', line);
  else log.error('roll call', line);
  if (previous === undefined) return;
  const before = new Map(previous.rows.map((row) => [`${row.accountId} ${row.vendor}`, row.state]));
  for (const { accountId, name, vendor, state, reason } of rows) {
    const was = before.get(`${accountId} ${vendor}`);
    if (was === state) continue;
    log.info('coverage changed', {
      rollCall,
      account: accountId,
      accountName: name,
      vendor,
      was,
      state,
      reason,
    });
  }
}
