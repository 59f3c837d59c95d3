import * as v from 'valibot';
import { compare } from '../../../lib/coverage/comparison.ts';
import { append, type History } from '../../../lib/coverage/history.ts';
import { type CoverageReport, type Meta, report, type StateMachines } from '../../../lib/coverage/report.ts';
import type { Roll, RollMember, Tried } from '../../../lib/coverage/roll.ts';
import { Filters } from '../../../lib/organization/filter.ts';
import type { Listed } from '../../../lib/vendors/vendor.ts';

const UNITS = [
  'ou-ab12-payments',
  'ou-ab12-logistics',
  'ou-ab12-research1',
  'ou-ab12-platform',
  'ou-ab12-sandbox1',
];
const NAMES = [
  'payments',
  'ledger',
  'fleet',
  'parcel',
  'genome',
  'search',
  'identity',
  'network',
  'archive',
  'sandbox',
];
const STAGES = ['prod', 'staging', 'dev', 'test'];

/** What an account may be called, to do harm where its name is shown. */
export const HARMFUL = `</script><script>globalThis.harmed = 1</script><img src=x onerror="globalThis.harmed = 1">`;

/** The 12 digits of the account of that number. */
export const idOf = (index: number) => String(100000000000 + index * 7919);

/** A member with overrides. */
export const member = (index: number, overrides: Partial<RollMember> = {}): RollMember => ({
  account: {
    id: idOf(index),
    name: `${NAMES[index % NAMES.length]}-${STAGES[index % STAGES.length]}-${index}`,
    partition: 'aws',
  },
  state: 'ACTIVE',
  isManagementAccount: false,
  units: ['r-ab12', 'ou-ab12-workloads', UNITS[index % UNITS.length] ?? ''],
  tags: {},
  ...overrides,
});

/** A registration of ours that works, with overrides. */
export const listed = (accountId: string, overrides: Partial<Listed> = {}): Listed => ({
  accountId,
  id: `reg-${accountId}`,
  status: 'active',
  standing: 'ours',
  detail: `arn:aws:iam::${accountId}:role/cloudcraft`,
  ...overrides,
});

/** The circumstances of a roll call, with overrides. */
export const meta = (overrides: Partial<Meta> = {}): Meta => ({
  ...{
    at: '2026-11-25T03:00:00.000Z',
    organizationId: 'o-exampleorg',
    stage: 'prod',
    rollcallVersion: '0.2.0',
  },
  ...{ dryRun: false, depth: 'registrations', filters: FILTERS },
  ...overrides,
});

const MACHINE = 'arn:aws:states:us-east-1:111122223333:stateMachine:rollcall-prod';

/** The state machines of the deployment. */
export const STATE_MACHINES: StateMachines = {
  'enroll-account': `${MACHINE}-enroll-account`,
  'roll-call': `${MACHINE}-roll-call`,
  'offboard-account': `${MACHINE}-offboard-account`,
};

/** The command that starts a workflow with that input. */
export const start = (workflow: keyof StateMachines, input: object) =>
  `aws stepfunctions start-execution --region us-east-1 --state-machine-arn ${STATE_MACHINES[workflow]} --input '${JSON.stringify(input)}'`;

const FILTERS = v.parse(Filters, { exclude: [{ type: 'ous', target_value: ['ou-ab12-sandbox1'] }] });

/** An organization of so many accounts in every state at two vendors; the third account's name does harm. */
export function roll(size: number): Roll {
  const members = Array.from({ length: size }, (_, index) => member(index, peculiar(index)));
  const ids = members.map(({ account }) => account.id);
  const departed =
    size === 0 ? [] : [listed('999900001111'), listed('999900002222', { standing: 'elsewhere' })];
  return {
    ...{ members, filters: FILTERS, managementAccount: 'left out' },
    lists: {
      cloudcraft: [...ids.filter((_, index) => index % 9 !== 4).map(atCloudcraft), ...departed],
      crowdstrike: ids
        .filter((_, index) => index % 19 !== 6)
        .map((id) => listed(id, { status: 'provisioned' })),
    },
    tried: members.flatMap((_, index) => failing(index)),
  };
}

function peculiar(index: number): Partial<RollMember> {
  if (index === 0) return { isManagementAccount: true };
  if (index === 2) return { account: { id: idOf(2), name: HARMFUL, partition: 'aws' } };
  if (index % 23 === 5) return { state: 'CLOSED' };
  return index % 37 === 7 ? { state: 'PENDING_ACTIVATION' } : {};
}

function atCloudcraft(id: string, index: number): Listed {
  if (index % 13 === 3)
    return listed(id, { standing: 'elsewhere', detail: `arn:aws:iam::${id}:role/cloudcraft-readonly` });
  if (index % 17 === 7)
    return listed(id, {
      status: 'error',
      problem: `Cloudcraft cannot assume arn:aws:iam::${id}:role/cloudcraft`,
    });
  return listed(id);
}

function failing(index: number): Tried[] {
  if (index % 29 !== 11 || index % 23 === 5) return [];
  const cause = `Tried to register account ${idOf(index)} with CrowdStrike: 292230061137 is denied sts:AssumeRole by a service control policy. Next: remove the Deny statement for that account, then enroll again.`;
  const failure = { state: 'RegisterAccount', error: 'RoleNotAssumableYetError', cause };
  return [{ accountId: idOf(index), vendor: 'crowdstrike', failure }];
}

/** The report on such an organization. */
export async function reportOn(size: number, overrides: Partial<Meta> = {}): Promise<CoverageReport> {
  const compared = roll(size);
  const lengths = Object.entries(compared.lists).map(([vendor, list]) => [vendor, list.length]);
  return report({
    ...{
      meta: meta(overrides),
      stateMachines: STATE_MACHINES,
      rows: await compare(compared),
      listed: Object.fromEntries(lengths),
    },
  });
}

/** A history of so many days that ends with the report, in which coverage has grown. */
export function historyOf(last: CoverageReport, days: number): History {
  let history: History | undefined;
  for (let ago = days - 1; ago >= 0; ago--) {
    const at = new Date(Date.parse(last.at) - ago * 86_400_000).toISOString();
    const vendors = last.vendors.map((totals, index) => ({
      ...totals,
      coveragePercent:
        totals.coveragePercent && Math.max(0, totals.coveragePercent - ago * (index + 1) * 0.9 - (ago % 5)),
    }));
    history = append({ ...last, at, vendors: ago === 0 ? last.vendors : vendors }, history);
  }
  return history ?? { version: 1, entries: [] };
}
