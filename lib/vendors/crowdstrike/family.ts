import type * as v from 'valibot';
import type { Account } from '../../organization/account.ts';

/** An account as CrowdStrike registered it, whichever API family answered. */
export interface CrowdstrikeAccount {
  accountId: string;
  id: string;
  status: string;
  /** The role that CrowdStrike will use in the account. */
  iamRoleArn: string;
  /** CrowdStrike's own role, the trusted principal of the role in the account, and the external id. */
  intermediateRoleArn: string;
  externalId: string;
  /** Whether it stands for a whole organization. */
  isMaster: boolean;
  /** Whether CrowdStrike calls it valid, as far as it says so. */
  isValid: boolean;
}

/** What differs between CrowdStrike's families of registration APIs. */
export interface ApiFamily {
  /** Registers, shows and deregisters accounts. */
  path: string;
  /** Lists accounts by the page: as resources, or as ids to ask `path` for. */
  listPath: string;
  /** Has CrowdStrike try an account's role, where the family can. */
  validatePath?: string;
  /** How many a page may have. */
  pageSize: number;
  /** What registering needs besides the account's id, type and role. */
  defaults: Record<string, unknown>;
  /** Fields that the family's swagger file requires and nobody is seen to send, where there are such. */
  required(account: Account): Record<string, unknown> | undefined;
  /** The form of a resource, as the account in it. */
  Resource: v.GenericSchema<unknown, CrowdstrikeAccount>;
}
