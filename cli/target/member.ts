import { type Account, DescribeAccountCommand } from '@aws-sdk/client-organizations';
import type { Target } from './target.ts';

/**
 * An account as AWS Organizations describes it; undefined where these credentials may not read it.
 * @throws Error for an account that the organization does not have; and what else the SDK throws
 */
export async function member({ organizations }: Target, AccountId: string): Promise<Account | undefined> {
  try {
    return (await organizations.send(new DescribeAccountCommand({ AccountId }))).Account;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error.name.startsWith('AccessDenied')) return undefined;
    if (error.name !== 'AccountNotFoundException') throw error;
    throw new NotInOrganization(AccountId);
  }
}

/** The organization does not have the account. */
export class NotInOrganization extends Error {
  constructor(account: string) {
    super(
      `account ${account} is not in the organization: compare its id with "aws organizations list-accounts"`,
    );
  }
}
