import type { Account } from '@aws-sdk/client-organizations';
import type { CoverageReport } from '../../lib/coverage/report.ts';
import { member, NotInOrganization } from './member.ts';
import type { Target } from './target.ts';

/** How an account belongs to the organization. */
interface Membership {
  /** Undefined of one that left, and where these credentials may not read it. */
  account: Account | undefined;
  /** Why it is not to be registered any more, in words; undefined of one that is to be. */
  departed: string | undefined;
}

/** @throws Error for an account that neither the organization nor the report has; and what else the SDK throws */
export async function membership(
  target: Target,
  { id, report }: { id: string; report: CoverageReport | undefined },
): Promise<Membership> {
  const reported = report?.rows.filter(({ accountId }) => accountId === id) ?? [];
  try {
    const account = await member(target, id);
    const gone = reported.find(({ state }) => state === 'departed');
    if (account === undefined) return { account, departed: gone?.reason };
    const { State: state = 'ACTIVE' } = account;
    const isOpen = state === 'ACTIVE' || state === 'PENDING_ACTIVATION';
    return { account, departed: isOpen ? undefined : `its state is ${state}` };
  } catch (error) {
    if (!(error instanceof NotInOrganization) || reported.length === 0) throw error;
    return { account: undefined, departed: 'not in the organization' };
  }
}
