import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Account } from './account.ts';
import type { Outcome } from './outcome.ts';

const COUNTED = { enrolled: 'Enrolled', failed: 'Failed', skipped: 'Skipped' } as const;

/**
 * Publishes metrics of each outcome, with the vendor as a dimension: `Enrolled`, `Failed` or `Skipped`, each 1, and for
 * an account that was enrolled now `TimeToEnroll`, the seconds since it joined the organization.
 */
export function measure(metrics: Metrics, { joinedAt }: Account, outcomes: Outcome[]): void {
  for (const outcome of outcomes) {
    const metric = metrics.singleMetric();
    metric.addDimension('vendor', outcome.vendor);
    metric.addMetric(COUNTED[outcome.outcome], MetricUnit.Count, 1);
    if (joinedAt === undefined || outcome.outcome !== 'enrolled' || outcome.role.change !== 'created')
      continue;
    const duration = metrics.singleMetric();
    duration.addDimension('vendor', outcome.vendor);
    duration.addMetric('TimeToEnroll', MetricUnit.Seconds, (Date.now() - Date.parse(joinedAt)) / 1000);
  }
}
