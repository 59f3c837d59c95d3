import { existingResources, type Template } from './existing-resources.ts';

/** A line of the bill: how many, at which price in dollars for one, a month. */
export interface Cost {
  what: string;
  count: number;
  price: number;
}

/** In us-east-1, without free tiers. Source: the pricing pages of the services, November 2026. */
const BY_TYPE: Record<string, [what: string, price: number]> = {
  'AWS::CloudWatch::Alarm': ['alarms', 0.1],
  'AWS::CloudWatch::CompositeAlarm': ['composite alarms', 0.5],
  'AWS::CloudWatch::Dashboard': ['dashboards', 3],
  'AWS::KMS::Key': ['keys', 1],
};

const TRANSITION = 0.000025;
const GB_SECOND = 0.0000133334;
const INVOCATION = 0.0000002;
const SECRET = 0.4;
const METRIC = 0.3;
const LOG_GB = 0.5;
const HOURS = 730;

/** What an organization makes of it a month: all its accounts, and those that are enrolled. */
export interface Use {
  accounts: number;
  enrolled: number;
}

/**
 * What the stack of a template costs a month: what there is counts exactly; what is done, as the comment beside it says,
 * with 512 MB for each function.
 */
export function monthlyCost(template: Template, { accounts, enrolled }: Use): Cost[] {
  const types = [...existingResources(template).values()].map(({ Type }) => Type);
  const vendors = (template.Metadata.Rollcall?.Parameters['vendors'] ?? '').split(',').length;
  const there = Object.entries(BY_TYPE).map(([type, [what, price]]) => {
    return { what, price, count: types.filter((it) => it === type).length };
  });
  const seconds = { enrollment: 2 + 6 * vendors, rollCall: 30 + accounts / 20 }; // Organizations lists 20 accounts a call
  const transitions = enrolled * (5 + 4 * vendors) + 30 * 8; // a roll call every day
  const invocations = enrolled * (3 + 3 * vendors) + 30 * 3;
  // A metric is charged for the hours in which it is published: six of each roll call, five of each enrollment.
  const published = vendors * (6 * 30 + 5 * Math.min(enrolled, HOURS));
  const kilobytes = enrolled * 40 + 30 * (20 + accounts / 10); // with the input and output of every state
  return [
    ...there,
    { what: 'secrets', count: vendors, price: SECRET },
    { what: 'metrics of the functions', count: published / HOURS, price: METRIC },
    { what: 'state transitions', count: transitions, price: TRANSITION },
    { what: 'invocations', count: invocations, price: INVOCATION },
    {
      what: 'GB-seconds of functions',
      count: (enrolled * seconds.enrollment + 30 * seconds.rollCall) * 0.5,
      price: GB_SECOND,
    },
    { what: 'GB of logs', count: kilobytes / 1_000_000, price: LOG_GB },
  ];
}
