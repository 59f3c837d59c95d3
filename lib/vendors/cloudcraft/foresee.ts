import type { Account } from '../../organization/account.ts';
import type { CloudcraftApi } from './api.ts';
import { DECISION, isDuplicateOf, requireTrusted, type Wanted } from './ensure-registered.ts';
import { entriesOf } from './known.ts';

/**
 * What registering the account would do, in the words in which it is logged; only reads. An account with entries of
 * other roles alone is one to be converted.
 *
 * @throws {VendorResponseError} its entry is of a user whose external id the role does not trust
 */
export async function foresee(api: CloudcraftApi, account: Account, wanted: Wanted): Promise<string[]> {
  const { roleArn: arn, externalId } = wanted;
  const { ours, others } = await entriesOf(api, account, { arn, externalId });
  const [kept, ...rest] = ours;
  if (kept === undefined) return others.length > 0 ? [DECISION.converted, DECISION.kept] : [DECISION.added];
  requireTrusted(kept, wanted);
  const duplicates = rest.filter(isDuplicateOf(kept)).map(() => DECISION.removedDuplicate);
  return [...duplicates, kept.name === wanted.name ? DECISION.kept : DECISION.renamed];
}
