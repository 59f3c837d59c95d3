import * as v from 'valibot';
import { Template } from '../infrastructure/existing-resources.ts';
import { monthlyCost } from '../infrastructure/monthly-cost.ts';

/** What an enrollment uses that AWS charges for. */
export const CHARGED = [
  'transitions',
  'invocations',
  'GB-seconds',
  'GB of logs',
  'DynamoDB writes',
  'secret reads',
  'S3 writes',
  'S3 reads',
] as const;
export type Charged = (typeof CHARGED)[number];

/** When the prices were read, and where. */
export const PRICED =
  'us-east-1, without free tiers, from the pricing pages of the services in November 2026';

/**
 * The price of one in USD: what `npm run cost` has, and what it leaves out, as it is less than a cent a month. Source:
 * "AWS Secrets Manager pricing", "Amazon S3 pricing".
 * @throws {Error} `npm run cost` does not have it
 */
export function prices(): Record<Charged, number> {
  const lines = monthlyCost(NOTHING, { accounts: 0, enrolled: 0 });
  const monthly = (name: string): number => {
    const price = lines.find(({ what }) => what === name)?.price;
    if (price === undefined) throw new Error(`infrastructure/monthly-cost.ts has no price for ${name}`);
    return price;
  };
  return {
    transitions: monthly('state transitions'),
    invocations: monthly('invocations'),
    'GB-seconds': monthly('GB-seconds of functions'),
    'GB of logs': monthly('GB of logs'),
    'DynamoDB writes': monthly('writes to the table of turns'),
    'secret reads': 0.000005,
    'S3 writes': 0.000005,
    'S3 reads': 0.0000004,
  };
}

const DefinitionString = JSON.stringify({ StartAt: 'End', States: { End: { Type: 'Succeed' } } });
const machine = { Type: 'AWS::StepFunctions::StateMachine', Properties: { DefinitionString } };

/** A template whose workflows do nothing: only the prices are wanted. */
const NOTHING = v.parse(Template, { Resources: { EnrollAccount: machine, RollCall: machine } });
