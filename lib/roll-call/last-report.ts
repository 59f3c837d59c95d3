import type { ReportStore } from '../aws/report-store.ts';
import { CoverageReport } from '../coverage/report.ts';
import { readObject } from './read-object.ts';

/** The last report of the whole organization; undefined before the first. @throws {AwsRejectedError} as `readObject` */
export const lastReport = (store: ReportStore): Promise<CoverageReport | undefined> =>
  readObject(store, 'coverage/latest.json', CoverageReport);
