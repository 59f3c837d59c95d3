import type { Account } from './account.ts';

/** The organization as its management account sees it. */
export interface Organization {
  /** @throws {AccountNotFoundError} {AccessDeniedError} {AwsUnavailableError} {AwsRejectedError} */
  member(accountId: string): Promise<Member>;
}

/** A member of the organization, or its management account. */
export interface Member {
  account: Account;
  /** ACTIVE, PENDING_ACTIVATION, SUSPENDED, PENDING_CLOSURE or CLOSED. */
  state: string;
  isManagementAccount: boolean;
  /** Ids of the root and the organizational units above the account; asked for only when called. Throws as `member`. */
  ancestors: () => Promise<string[]>;
  /** The account's tags; asked for only when called. Throws as `member`. */
  tags: () => Promise<Record<string, string>>;
}

/** A member as Organizations lists it. */
export interface ListedMember extends Omit<Member, 'ancestors' | 'tags'> {
  /** Ids from the root down to the account's organizational unit; absent where Organizations does not say it. */
  units: string[] | undefined;
}
