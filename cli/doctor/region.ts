import { deploy } from './deploy.ts';
import { Problem } from './problem.ts';
import type { Subject } from './subject.ts';

/** Where the events of AWS Organizations arrive. Source: Organizations User Guide, "Logging and monitoring"; GovCloud guide. */
const REGIONS: Record<string, string> = { aws: 'us-east-1', 'aws-us-gov': 'us-gov-west-1' };

/** Whether the stack is where the events arrive. */
export async function region({ target, region: found, partition }: Subject): Promise<string> {
  const right = REGIONS[partition];
  if (found === right) return `${found}, where the events of AWS Organizations arrive`;
  const configuration = { ...target.configuration, region: right ?? '' };
  throw new Problem(
    `the stack is in ${found}; the events of AWS Organizations arrive in ${right} only`,
    deploy({ ...target, configuration }),
  );
}
