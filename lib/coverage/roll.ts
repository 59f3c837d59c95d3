import * as v from 'valibot';
import type { Account } from '../organization/account.ts';
import type { Filters } from '../organization/filter.ts';
import type { Listed } from '../vendors/vendor.ts';
import type { Row } from './row.ts';

/** A member of the organization with all that a filter may ask for. */
export interface RollMember {
  account: Account;
  /** ACTIVE, PENDING_ACTIVATION, SUSPENDED, PENDING_CLOSURE or CLOSED. */
  state: string;
  isManagementAccount: boolean;
  /** Ids from the root down to the account's organizational unit. */
  units: string[];
  tags: Record<string, string>;
}

/** What the inspection of a role found; of a role that is as wanted there is none. */
export const Finding = v.object({
  accountId: v.string(),
  vendor: v.string(),
  /** What is wrong with the role. */
  problem: v.optional(v.string()),
  /** Why the role could not be inspected, which says nothing of the role. */
  unseen: v.optional(v.string()),
});
export type Finding = v.InferOutput<typeof Finding>;

/** What was tried with an account at a vendor since the roll call began, and how it ended. */
export interface Tried {
  accountId: string;
  vendor: string;
  /** Absent when it succeeded. */
  failure?: Row['failure'];
}

/** The accounts that one roll call is limited to. */
export type Choice = Omit<Filters, 'vendors'>;

/** All that a roll call compares. */
export interface Roll {
  members: RollMember[];
  /** Of each vendor that is compared, its whole list. */
  lists: Record<string, Listed[]>;
  /** The deployment's filters. */
  filters: Filters;
  /** What this roll call is limited to. */
  only?: Choice | undefined;
  managementAccount: 'covered' | 'left out';
  /** Whether accounts that departed are reported; they are when it is absent. */
  departures?: 'reported' | 'left out' | undefined;
  findings?: Finding[] | undefined;
  tried?: Tried[] | undefined;
}
