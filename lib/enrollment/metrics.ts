import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Account } from '../organization/account.ts';
import type { Outcome } from './outcome.ts';

/** An account that joined longer ago, in seconds, is enrolled late for other reasons than ours: a week. */
const NEW = 7 * 24 * 3600;

const COUNTED = {
  enrolled: 'Enrolled',
  'known-elsewhere': 'KnownElsewhere',
  failed: 'Failed',
  skipped: 'Skipped',
} as const;

/** An execution at its end, as it is measured. */
interface Measured {
  execution: string;
  account: Account;
  outcomes: Outcome[];
}

/**
 * Publishes metrics of each outcome, with the vendor as a dimension: `Enrolled`, `KnownElsewhere`, `Failed` or
 * `Skipped`, each 1, and for
 * a new account that was enrolled now `TimeToEnroll`, the seconds since it joined the organization.
 */
export function measure(metrics: Metrics, { execution, account: { joinedAt }, outcomes }: Measured): void {
  const metric = (vendor: string) =>
    metrics.singleMetric().addDimension('vendor', vendor).addMetadata('execution', execution);
  for (const outcome of outcomes) {
    metric(outcome.vendor).addMetric(COUNTED[outcome.outcome], MetricUnit.Count, 1);
    const seconds = secondsSince(joinedAt);
    if (outcome.outcome !== 'enrolled' || seconds > NEW) continue;
    if (outcome.role.change === 'unchanged' && outcome.registration.isNew === undefined) continue;
    metric(outcome.vendor).addMetric('TimeToEnroll', MetricUnit.Seconds, seconds);
  }
}

const secondsSince = (joinedAt: string | undefined) =>
  joinedAt === undefined ? Number.POSITIVE_INFINITY : (Date.now() - Date.parse(joinedAt)) / 1000;
