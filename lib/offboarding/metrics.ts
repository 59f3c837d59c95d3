import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { OffboardingOutcome } from './outcome.ts';

/** An offboarding at its end, as it is measured. */
interface Measured {
  execution: string;
  outcomes: OffboardingOutcome[];
}

/**
 * Publishes metrics of each vendor's offboarding, with the vendor as a dimension and each 1: `Forgotten` or
 * `OffboardingFailed`, and `RoleRemoved` or `RoleLeftBehind`.
 */
export function measureOffboarding(metrics: Metrics, { execution, outcomes }: Measured): void {
  for (const outcome of outcomes) {
    for (const name of namesOf(outcome)) {
      const metric = metrics.singleMetric().addDimension('vendor', outcome.vendor);
      metric.addMetadata('execution', execution).addMetric(name, MetricUnit.Count, 1);
    }
  }
}

const OF_ROLE = {
  'role-removed': ['RoleRemoved'],
  'role-left-behind': ['RoleLeftBehind'],
  'role-did-not-exist': [],
};

function namesOf(outcome: OffboardingOutcome): string[] {
  if (outcome.outcome === 'failed') return ['OffboardingFailed'];
  if (outcome.outcome === 'skipped') return [];
  return [...(outcome.outcome === 'forgotten' ? ['Forgotten'] : []), ...OF_ROLE[outcome.role.outcome]];
}
