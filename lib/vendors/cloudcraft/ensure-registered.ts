import * as v from 'valibot';
import { RoleNotAssumableYetError, VendorResponseError, VendorUnavailableError } from '../../errors.ts';
import { type HttpAnswer, parseAnswer, report } from '../../http/answer.ts';
import { sameJson } from '../../same-json.ts';
import type { Log, Registering } from '../vendor.ts';
import { type AccountFields, accepted, CloudcraftAccount, type CloudcraftApi } from './api.ts';
import { nearest } from './nearest.ts';

/** What an account is registered with, and the external id that its role trusts. */
export interface Wanted extends Required<AccountFields> {
  externalId: string;
}

/** What is logged of what was done. */
export const DECISION = {
  added: 'registered',
  kept: 'already registered',
  renamed: 'renamed',
  converted: 'converted',
  removedDuplicate: 'removed a duplicate',
};

/** Cloudcraft's entry of the account, and whether it was added now. */
export interface Registered {
  entry: CloudcraftAccount;
  isNew?: true;
}

/**
 * Adds the account, unless it is registered with its role. Adding is not idempotent, so the list is read before and
 * after it: executions may have raced. It is not read before where this execution just created the role: Cloudcraft adds
 * no account whose role it cannot assume, so nobody can have added it. A roll call lists all at its end.
 *
 * @throws {RoleNotAssumableYetError} Cloudcraft could not assume the role
 * @throws {VendorUnavailableError} {VendorThrottledError} it has to be asked again
 * @throws {VendorRejectedError} it refuses the account
 * @throws {VendorResponseError} its answer does not fit, or its entry is of a user whose external id the role does not trust
 */
export async function ensureRegistered(
  api: CloudcraftApi,
  { seen, check = 'now', ...wanted }: Wanted & Pick<Registering, 'seen' | 'check'>,
  log: Log,
): Promise<Registered> {
  const [known, ...others] = seen === 'nothing' ? [] : await entries(api, wanted);
  if (known === undefined) return add(api, { ...wanted, check }, log);
  requireTrusted(known, wanted);
  const surplus = await settle(api, { kept: known, others }, log);
  if (known.name === wanted.name) log(DECISION.kept, { registrationId: known.id, ...surplus });
  else {
    await change(api, known, wanted);
    log(DECISION.renamed, { registrationId: known.id, from: known.name, ...surplus });
  }
  return { entry: known };
}

const entries = async (api: CloudcraftApi, wanted: Wanted) =>
  nearest(await api.list((arn) => arn === wanted.roleArn), wanted);

async function add(
  api: CloudcraftApi,
  { check, ...wanted }: Wanted & Pick<Registering, 'check'>,
  log: Log,
): Promise<Registered> {
  const { externalId: _, ...fields } = wanted;
  const answer = await api.add(fields);
  const [first, ...others] = check === 'now' || answer.status !== 201 ? await entries(api, wanted) : [];
  const kept = first ?? parseAnswer(CloudcraftAccount, tried(answer));
  requireTrusted(kept, wanted);
  log(DECISION.added, { registrationId: kept.id, ...(await settle(api, { kept, others }, log)) });
  return { entry: kept, isNew: true };
}

/** Cloudcraft assumes the role with the external id of the user who added the account. @throws {VendorResponseError} */
export function requireTrusted({ id, externalId }: CloudcraftAccount, wanted: Wanted): void {
  if (externalId === undefined || externalId === wanted.externalId) return;
  throw new VendorResponseError({
    tried: `register ${wanted.roleArn} at Cloudcraft`,
    answered: `its entry ${id} is of a user with another external id than the role trusts; it was made meanwhile`,
  });
}

/**
 * Removes the others that equal the one that is kept: executions that raced, and ended before they could remove them,
 * left them. One that differs in anything but its age is somebody else's, and stays; its id is for the log.
 */
async function settle(
  api: CloudcraftApi,
  { kept, others }: { kept: CloudcraftAccount; others: CloudcraftAccount[] },
  log: Log,
) {
  const isDuplicate = isDuplicateOf(kept);
  const duplicates = others.filter(isDuplicate);
  for (const { id } of duplicates) {
    await api.remove(id);
    log(DECISION.removedDuplicate, { registrationId: kept.id, removed: id });
  }
  if (duplicates.length > 0) await requireGone(api, kept.roleArn, duplicates);
  const surplus = others.filter((other) => !isDuplicate(other)).map(({ id }) => id);
  return surplus.length === 0 ? {} : { surplus: surplus.join(', ') };
}

/** Whether an entry equals the one that is kept, in everything but its age. */
export const isDuplicateOf = (kept: CloudcraftAccount) => (other: CloudcraftAccount) =>
  sameJson(contentOf(other), contentOf(kept));

/** Once one of them is renamed, the other would pass for somebody else's. */
async function requireGone(api: CloudcraftApi, roleArn: string, removed: CloudcraftAccount[]): Promise<void> {
  const listed = await api.list((arn) => arn === roleArn);
  const left = removed.filter(({ id }) => listed.some((entry) => entry.id === id)).map(({ id }) => id);
  if (left.length === 0) return;
  throw new VendorUnavailableError({
    tried: `remove entries of ${roleArn} from Cloudcraft that were there twice`,
    answered: `it still lists ${left.join(', ')}`,
    next: 'delete these entries at Cloudcraft',
  });
}

const contentOf = ({ id: _, createdAt: __, updatedAt: ___, ...content }: CloudcraftAccount) => content;

/** Gives an entry the wanted name and role. Throws as `ensureRegistered`. */
export async function change(
  api: CloudcraftApi,
  { id }: Pick<CloudcraftAccount, 'id'>,
  { name, roleArn }: AccountFields,
): Promise<void> {
  const answer = await api.update(id, { name, roleArn });
  if (answer.status === 404) throw new VendorUnavailableError(report(answer));
  tried(answer);
}

/**
 * What Cloudcraft answers when it cannot assume the role is not documented; 400 or 403 are likely. So both count as
 * "not yet", for as long as the workflow waits for a role, unless Cloudcraft answers that the API key is at fault.
 */
function tried(answer: HttpAnswer): HttpAnswer {
  const refusedKey = v.is(KeyRefusal, answer.body);
  if (refusedKey || ![400, 403].includes(answer.status)) return accepted(answer);
  const next =
    "fix what Cloudcraft names, or look for a policy of the organization that denies sts:AssumeRole to Cloudcraft's account";
  throw new RoleNotAssumableYetError(report(answer, next));
}

/** Source: Cloudcraft's Node SDK, test/mock: `{"error", "reason", "code"}`. */
const KeyRefusal = v.looseObject({ reason: v.literal('insufficient_privileges') });
