import type { Account } from './account.ts';

/** A member of the organization, or its management account. */
export interface Member {
  account: Account;
  /** ACTIVE, PENDING_ACTIVATION, SUSPENDED, PENDING_CLOSURE or CLOSED. */
  state: string;
  isManagementAccount: boolean;
  /** Ids of the root and the organizational units above the account; asked for only when called. */
  ancestors: () => Promise<string[]>;
  /** The account's tags; asked for only when called. */
  tags: () => Promise<Record<string, string>>;
}
