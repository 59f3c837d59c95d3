import { quiet } from '../print/live.ts';
import { member, NotInOrganization } from './member.ts';
import type { Target } from './target.ts';

/**
 * The target without progress where the organization does not have one of the accounts: only the vendors can say whether
 * it is misspelt, and what they are asked is not to look as if it succeeded.
 */
export async function quietUnlessMembers(target: Target, accounts: string[]): Promise<Target> {
  for (const account of accounts) {
    try {
      await member(target, account);
    } catch (error) {
      if (!(error instanceof NotInOrganization)) throw error;
      target.progress.note(`${account} is not in the organization: asking the vendors`);
      return { ...target, progress: quiet };
    }
  }
  return target;
}
