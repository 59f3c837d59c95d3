import type { Account } from '../../organization/account.ts';
import type { RoleRequest } from '../../role/request.ts';
import { isRoleIn, roleArn } from '../../role/spec.ts';
import type { Allowed, Known, Listed } from '../vendor.ts';
import type { CloudcraftAccount, CloudcraftApi } from './api.ts';
import { isDuplicateOf } from './ensure-registered.ts';
import { nearest } from './nearest.ts';
import type { CloudcraftSettings } from './settings.ts';

/** The ARN of the role that the settings give Cloudcraft in the account. */
export const arnIn = (account: Account, allowed: Allowed<CloudcraftSettings>) =>
  roleArn(account, ourRole(allowed));

const ourRole = ({ settings, rolePath }: Allowed<CloudcraftSettings>) => ({
  path: rolePath,
  name: settings.roleName,
});

/** The account's entries, first those with our role, each kind with the likeliest first. */
export const entriesOf = async (api: CloudcraftApi, account: Account, wanted: Sought): Promise<Entries> =>
  sorted(await api.list((arn) => accountOf(arn) === account.id), account, wanted);

/** The role and the external id that an entry of ours has. */
interface Sought {
  arn: string;
  externalId: string;
}

interface Entries {
  ours: CloudcraftAccount[];
  others: CloudcraftAccount[];
}

function sorted(listed: CloudcraftAccount[], { name }: Account, { arn, externalId }: Sought): Entries {
  const entries = nearest(listed, { name, externalId });
  return {
    ours: entries.filter((entry) => entry.roleArn === arn),
    others: entries.filter((entry) => entry.roleArn !== arn),
  };
}

/**
 * What Cloudcraft knows of the account. A key of another user has another external id; for a registered account
 * Cloudcraft uses that of the user who added it.
 */
export async function known(
  api: CloudcraftApi,
  { account, listed: isListed }: { account: Account; listed: 'no' | 'unsure' },
  allowed: Allowed<CloudcraftSettings>,
): Promise<Known> {
  const [{ accountId, externalId }, entries] = await Promise.all([
    api.iamParameters(),
    isListed === 'no' ? [] : api.list((arn) => accountOf(arn) === account.id),
  ]);
  const { ours, others } = sorted(entries, account, { arn: arnIn(account, allowed), externalId });
  const [entry] = [...ours, ...others];
  const request: RoleRequest = {
    principal: `arn:${account.partition}:iam::${accountId}:root`,
    externalId: entry?.externalId ?? externalId,
  };
  if (entry === undefined) return { standing: 'unknown', request };
  return { ...listed(entry, allowed), standing: ours.length > 0 ? 'ours' : 'elsewhere', request };
}

/** The entries, of all accounts or of one, with whose they are: Cloudcraft names the user who added one by the external id. */
export async function entriesListed(
  api: CloudcraftApi,
  allowed: Allowed<CloudcraftSettings>,
  accountId?: string,
): Promise<{ entry: CloudcraftAccount; listed: Listed }[]> {
  const [{ externalId }, entries] = await Promise.all([
    api.iamParameters(),
    api.list(accountId === undefined ? undefined : (arn) => accountOf(arn) === accountId),
  ]);
  const byRole = Map.groupBy(entries, ({ roleArn: arn }) => arn);
  return entries.map((entry) => ({
    entry,
    listed: {
      ...listed(entry, allowed),
      ...(entry.externalId === externalId
        ? twice(entry, byRole.get(entry.roleArn) ?? [])
        : { foreign: true }),
    },
  }));
}

/** Cloudcraft has no word for the state of an entry. */
export const ADDED = 'added';

/** A request that took effect after it had been given up leaves a second entry; enrolling removes it. */
function twice(entry: CloudcraftAccount, ofTheRole: CloudcraftAccount[]): Pick<Listed, 'problem'> {
  const other = ofTheRole.find((each) => each !== entry && isDuplicateOf(entry)(each));
  return other === undefined
    ? {}
    : { problem: `registered twice, as ${[entry.id, other.id].sort().join(' and ')}` };
}

function listed({ id, roleArn: arn }: CloudcraftAccount, allowed: Allowed<CloudcraftSettings>): Listed {
  const accountId = accountOf(arn);
  const standing = isRoleIn(arn, accountId, ourRole(allowed)) ? 'ours' : 'elsewhere';
  return { accountId, id, status: ADDED, standing, detail: arn };
}

/**
 * What an entry asks of its role, where it says with which external id Cloudcraft assumes it. Of several accounts that
 * Cloudcraft could use only the pinned one is a right one, so it is not asked for it.
 */
export function requestBy(
  { roleArn: arn, externalId }: CloudcraftAccount,
  { trustedAccountId }: CloudcraftSettings,
): RoleRequest | undefined {
  if (externalId === undefined) return undefined;
  return { principal: `arn:${arn.split(':')[1]}:iam::${trustedAccountId}:root`, externalId };
}

const accountOf = (arn: string) => arn.split(':')[4] ?? '';
