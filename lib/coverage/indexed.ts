import type { Listed } from '../vendors/vendor.ts';

/**
 * A vendor's list by account id. Of several registrations of one account the best counts: one that works before one
 * that does not, and of equal ones Rollcall's own.
 */
export function indexed(list: Listed[]): Map<string, Listed> {
  const known = new Map<string, Listed>();
  for (const listed of list) {
    const other = known.get(listed.accountId);
    if (other === undefined || rank(listed) < rank(other)) known.set(listed.accountId, listed);
  }
  return known;
}

const rank = ({ standing, problem }: Listed) =>
  (problem === undefined ? 0 : 2) + (standing === 'ours' ? 0 : 1);
