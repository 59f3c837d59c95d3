import * as v from 'valibot';
import type { ReportStore } from '../aws/report-store.ts';
import { Meta } from '../coverage/report.ts';
import { Finding } from '../coverage/roll.ts';
import { AwsRejectedError } from '../errors.ts';
import { Account } from '../organization/account.ts';
import { Tags } from '../organization/tags.ts';
import { Listed } from '../vendors/vendor.ts';
import { readObject } from './read-object.ts';
import { Unsettled } from './unsettled.ts';

const Member = v.object({
  account: Account,
  state: v.string(),
  isManagementAccount: v.boolean(),
  units: v.array(v.string()),
  tags: Tags,
});

const Lists = v.record(v.string(), v.array(Listed));

/** What TakeRoll compared and planned: too much for the workflow's data, so it lies in the bucket. */
const Roll = v.object({
  meta: Meta,
  members: v.array(Member),
  lists: Lists,
  managementAccount: v.picklist(['covered', 'left out']),
  departures: v.picklist(['reported', 'left out']),
  tried: Unsettled,
  /** Of an inspection of the roles. */
  findings: v.optional(v.array(Finding), []),
  /** Whether only what failed is to be enrolled. */
  retryFailed: v.boolean(),
  /** What the workflow was given to enroll; none in a dry run. */
  plan: v.array(v.object({ accountId: v.string(), vendors: v.array(v.string()) })),
  /** The ids of what it was given to offboard. */
  departed: v.array(v.string()),
});
export type RollRecord = v.InferOutput<typeof Roll>;

/** What the vendors list after enrolling, and when that was. */
const Recheck = v.object({ at: v.pipe(v.string(), v.isoTimestamp()), lists: Lists });
export type Recheck = v.InferOutput<typeof Recheck>;

/**
 * What the functions of a roll call leave each other in the bucket.
 * @param execution the name of the roll call's execution: two may begin in the same second, and have the same id
 */
export const rollRecords = (store: ReportStore, execution: string) => {
  const [roll, recheck] = [`roll-calls/${execution}/roll.json`, `roll-calls/${execution}/recheck.json`];
  return {
    writeRoll: (record: RollRecord) => write(store, roll, record),
    /** @throws {AwsRejectedError} there is none */
    roll: async () => (await readObject(store, roll, Roll)) ?? missing(store.urlOf(roll)),
    writeRecheck: (record: Recheck) => write(store, recheck, record),
    /** Undefined when the vendors were not, or could not be, asked again. */
    recheck: () => readObject(store, recheck, Recheck),
  };
};

const write = (store: ReportStore, key: string, record: object) =>
  store.put(key, { text: JSON.stringify(record), type: 'application/json' });

function missing(url: string): never {
  throw new AwsRejectedError({
    tried: `read ${url}`,
    answered: 'it does not exist',
    next: 'start the roll call again',
  });
}
