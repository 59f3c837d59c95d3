import type { CloudcraftAccount } from './api.ts';

/**
 * Entries of one account, the one that is most likely ours first: it has the account's name, or at least the external id
 * that the key or the role has, as an account may have been renamed; and of several it is the oldest.
 */
export function nearest(
  entries: CloudcraftAccount[],
  { name, externalId }: { name: string; externalId: string },
): CloudcraftAccount[] {
  const strangeness = (entry: CloudcraftAccount) =>
    (entry.name === name ? 0 : 2) + (entry.externalId === externalId ? 0 : 1);
  return entries.toSorted(
    (one, other) =>
      strangeness(one) - strangeness(other) ||
      one.createdAt.localeCompare(other.createdAt) ||
      one.id.localeCompare(other.id),
  );
}
