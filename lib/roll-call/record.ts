import * as z from 'zod/mini';
import type { ReportStore } from '../aws/report-store.ts';
import { Meta } from '../coverage/report.ts';
import { Finding } from '../coverage/roll.ts';
import { AwsRejectedError } from '../errors.ts';
import { Account } from '../organization/account.ts';
import { Listed } from '../vendors/vendor.ts';
import { readObject } from './read-object.ts';
import { Unsettled } from './unsettled.ts';

const Member = z.object({
  account: Account,
  state: z.string(),
  isManagementAccount: z.boolean(),
  units: z.array(z.string()),
  tags: z.record(z.string(), z.string()),
});

const Lists = z.record(z.string(), z.array(Listed));

/** What TakeRoll compared and planned: too much for the workflow's data, so it lies in the bucket. */
const Roll = z.object({
  meta: Meta,
  members: z.array(Member),
  lists: Lists,
  managementAccount: z.enum(['covered', 'left out']),
  departures: z.enum(['reported', 'left out']),
  tried: Unsettled,
  /** Of an inspection of the roles. */
  findings: z._default(z.array(Finding), []),
  /** Whether only what failed is to be enrolled. */
  retryFailed: z.boolean(),
  /** What the workflow was given to enroll; none in a dry run. */
  plan: z.array(z.object({ accountId: z.string(), vendors: z.array(z.string()) })),
  /** The ids of what it was given to offboard. */
  departed: z.array(z.string()),
});
export type RollRecord = z.infer<typeof Roll>;

/** What the vendors list after enrolling, and when that was. */
const Recheck = z.object({ at: z.iso.datetime(), lists: Lists });
export type Recheck = z.infer<typeof Recheck>;

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
