import { conclude } from '../../lib/coverage/conclusion.ts';
import type { CoverageReport } from '../../lib/coverage/report.ts';
import type { ReportedRow } from '../../lib/coverage/since.ts';
import { accountTotals, vendorTotals } from '../../lib/coverage/totals.ts';
import { failedVendors } from '../../lib/enrollment/failed-vendors.ts';
import type { AccountExecution } from './executions.ts';
import { type Standing, standings, stateNow } from './standing.ts';

/**
 * A report with what ended after it compared: rows, sums and conclusion are those of now, as far as executions report it.
 * @param executions the newest first
 */
export function reportNow(report: CoverageReport, executions: AccountExecution[]): CoverageReport {
  const compared = new Set(report.vendors.map(({ vendor }) => vendor));
  const real = executions.filter(({ dryRun }) => !dryRun);
  const changed = [...Map.groupBy(real, ({ account }) => account)].flatMap(([account, own]) =>
    standings(account, report, own)
      .filter(({ vendor, later }) => later !== undefined && compared.has(vendor))
      .map((standing) => ({ key: `${account} ${standing.vendor}`, row: rowNow(standing, own) })),
  );
  const now = new Map(changed.map(({ key, row }) => [key, row]));
  const known = report.rows.map((row) => ({ key: `${row.accountId} ${row.vendor}`, row }));
  const reported = new Set(known.map(({ key }) => key));
  const rows = [
    ...known.map(({ key, row }) => (now.has(key) ? now.get(key) : row)),
    ...changed.filter(({ key }) => !reported.has(key)).map(({ row }) => row),
  ].filter((row) => row !== undefined);
  const accounts = accountTotals(rows);
  return {
    ...{ ...report, rows, accounts, conclusion: conclude(accounts) },
    vendors: report.vendors.map((totals) => ({ ...totals, ...vendorTotals(rows, totals) })),
  };
}

function rowNow(standing: Standing, [newest]: AccountExecution[]): ReportedRow | undefined {
  const state = stateNow(standing);
  if (state === undefined || newest === undefined) return undefined;
  if (state === standing.reported?.state) return standing.reported;
  const { error = '', cause = '', startDate: since } = newest;
  const failure = failedVendors(cause).get(standing.vendor) ?? { state: '', error, cause };
  const { name, accountState, units = [], registration } = standing.reported ?? {};
  return {
    ...{ accountId: newest.account, units, vendor: standing.vendor, state, since },
    ...(name !== undefined && { name }),
    ...(accountState !== undefined && { accountState }),
    ...(registration !== undefined && state !== 'missing' && { registration }),
    ...(state === 'failed' && { failure }),
  };
}
