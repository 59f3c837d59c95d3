import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { CoverageReport } from '../coverage/report.ts';

/**
 * Publishes metrics of each vendor, with the vendor as a dimension: `AccountsCovered`, `AccountsMissing`,
 * `AccountsDegraded`, `AccountsDeparted` and `AccountsFailed`, each a count, and `Coverage` in per cent; and `RollCalls`,
 * with the version of Rollcall as a dimension. A report of a part of the organization has none, as its numbers compare with
 * no other's.
 */
export function measureCoverage(metrics: Metrics, { only, vendors, rollcallVersion }: CoverageReport): void {
  if (only !== undefined) return;
  metrics.singleMetric().addDimension('version', rollcallVersion).addMetric('RollCalls', MetricUnit.Count, 1);
  for (const { vendor, covered, states, coveragePercent } of vendors) {
    const metric = () => metrics.singleMetric().addDimension('vendor', vendor);
    metric().addMetric('AccountsCovered', MetricUnit.Count, covered);
    metric().addMetric('AccountsMissing', MetricUnit.Count, states.missing);
    metric().addMetric('AccountsDegraded', MetricUnit.Count, states.degraded);
    metric().addMetric('AccountsDeparted', MetricUnit.Count, states.departed);
    metric().addMetric('AccountsFailed', MetricUnit.Count, states.failed);
    metric().addMetric('Coverage', MetricUnit.Percent, coveragePercent ?? 100);
  }
}
