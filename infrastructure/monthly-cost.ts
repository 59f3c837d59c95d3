import * as v from 'valibot';
import { existingResources, type Resource, type Template } from './existing-resources.ts';
import { longestPath } from './longest-path.ts';

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
const WRITE = 0.000000625;
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
  const resources = existingResources(template);
  const types = [...resources.values()].map(({ Type }) => Type);
  const [enrollment, rollCall] = [pathOf(resources.get('EnrollAccount')), pathOf(resources.get('RollCall'))];
  const vendors = (template.Metadata.Rollcall?.Parameters['vendors'] ?? '').split(',').length;
  const there = Object.entries(BY_TYPE).map(([type, [what, price]]) => {
    return { what, price, count: types.filter((it) => it === type).length };
  });
  const seconds = { enrollment: 2 + 6 * vendors, rollCall: 30 + accounts / 20 }; // Organizations lists 20 accounts a call
  // Without retries, of which most enrollments have some; a roll call every day.
  const done = (what: 'transitions' | 'tasks') =>
    enrolled * (enrollment[what] + vendors * enrollment.ofItem[what]) + 30 * rollCall[what];
  // A metric is charged for the hours in which it is published: six and one of each roll call, five of each enrollment.
  const published = vendors * (6 * 30 + 5 * Math.min(enrolled, HOURS)) + 30;
  const kilobytes = enrolled * 40 + 30 * (20 + accounts / 10); // with the input and output of every state
  return [
    ...there,
    { what: 'secrets', count: vendors, price: SECRET },
    { what: 'metrics of the functions', count: published / HOURS, price: METRIC },
    { what: 'state transitions', count: done('transitions'), price: TRANSITION },
    { what: 'invocations', count: done('tasks'), price: INVOCATION },
    { what: 'writes to the table of turns', count: enrolled * vendors * 4, price: WRITE }, // two turns, each in two tries
    {
      what: 'GB-seconds of functions',
      count: (enrolled * seconds.enrollment + 30 * seconds.rollCall) * 0.5,
      price: GB_SECOND,
    },
    { what: 'GB of logs', count: kilobytes / 1_000_000, price: LOG_GB },
  ];
}

const Machine = v.object({ DefinitionString: v.string() });

const pathOf = (machine: Resource | undefined) =>
  longestPath(JSON.parse(v.parse(Machine, machine?.Properties).DefinitionString));
