import * as z from 'zod';
import type { Account } from '../../account.ts';
import { RoleNotAssumableYetError } from '../../errors.ts';
import { type HttpAnswer, parseAnswer } from '../../http-answer.ts';
import { roleArn } from '../../role.ts';
import type {
  ConnectionSource,
  Log,
  Registration,
  Vendor,
  VendorDefinition,
  VendorSettings,
} from '../vendor.ts';
import { type AccountFields, accepted, CloudcraftAccount, type CloudcraftApi, cloudcraftApi } from './api.ts';
import { CloudcraftConnection } from './connection.ts';
import { cloudcraftRole } from './role.ts';

/** Cloudcraft wants the role first: it tries it while it adds the account. */
export const cloudcraft: VendorDefinition<CloudcraftConnection> = {
  Connection: CloudcraftConnection,
  create(connection, { rolePath, answerWithinSeconds, log }) {
    const api = cloudcraftApi({ vendor: 'Cloudcraft', answerWithinSeconds }, connection);
    return {
      prepare: (account) => prepare(api, account, { connection, rolePath }),
      register: async (account, arn) => register(api, await fields(account, arn, connection), log),
      async *registrations() {
        for (const entry of await api.list()) yield registration(entry);
      },
      async deregister(account) {
        const arn = roleArn(account, { path: rolePath, name: (await connection.current()).roleName });
        for (const entry of await entries(api, arn)) await api.remove(entry.id);
      },
    } satisfies Vendor;
  },
};

type Deployment = Pick<VendorSettings, 'rolePath'> & { connection: ConnectionSource<CloudcraftConnection> };

/** A key of another user has another external id; an account that is known is entered with that of its own user. */
async function prepare(api: CloudcraftApi, account: Account, { connection, rolePath }: Deployment) {
  const { accountId, externalId } = await api.iamParameters();
  const settings = await connection.current();
  const [known] = await entries(api, roleArn(account, { path: rolePath, name: settings.roleName }));
  const minimalPolicy = settings.policy === 'minimal' ? await api.minimalPolicy() : undefined;
  const iamParameters = { accountId, externalId: known?.externalId ?? externalId };
  return cloudcraftRole(account, { connection: settings, rolePath, iamParameters, minimalPolicy });
}

const fields = async (
  { name }: Account,
  arn: string,
  connection: ConnectionSource<CloudcraftConnection>,
) => ({
  name,
  roleArn: arn,
  region: (await connection.current()).region,
});

/** Adding is not idempotent, so what is there counts: before adding, and after, when executions may have raced. */
async function register(
  api: CloudcraftApi,
  account: Required<AccountFields>,
  log: Log,
): Promise<Registration> {
  const [known, ...others] = await entries(api, account.roleArn);
  if (known === undefined) return add(api, account, log);
  const seen = { registrationId: known.id, ...(await settle(api, known, others)) };
  if (known.name !== account.name) {
    tried(await api.update(known.id, { name: account.name, roleArn: account.roleArn }));
    log('renamed', { ...seen, from: known.name });
  } else log('already registered', seen);
  return registration(known);
}

/**
 * Removes the others that say nothing else than the one that is kept: executions that raced, and ended before they
 * could, left them. One of another name, or of another user, is somebody's and stays.
 */
async function settle(api: CloudcraftApi, kept: CloudcraftAccount, others: CloudcraftAccount[]) {
  const duplicates = others.filter((other) => isDuplicate(other, kept));
  const surplus = others.filter((other) => !isDuplicate(other, kept));
  for (const { id } of duplicates) await api.remove(id);
  return {
    ...(duplicates.length > 0 && { duplicatesRemoved: duplicates.length }),
    ...(surplus.length > 0 && { surplus: surplus.map(({ id }) => id).join(', ') }),
  };
}

const isDuplicate = (other: CloudcraftAccount, kept: CloudcraftAccount) =>
  other.name === kept.name && other.externalId === kept.externalId;

async function add(api: CloudcraftApi, account: AccountFields, log: Log): Promise<Registration> {
  const answer = await api.add(account);
  const [oldest, ...younger] = await entries(api, account.roleArn);
  const kept = oldest ?? parseAnswer(CloudcraftAccount, tried(answer));
  const settled = await settle(api, kept, younger);
  log('registered', { registrationId: kept.id, ...settled });
  return registration(kept);
}

/** Cloudcraft's entries with that role, the oldest first. */
const entries = async (api: CloudcraftApi, arn: string) => (await api.list(arn)).sort(byAge);

const byAge = (one: CloudcraftAccount, other: CloudcraftAccount) =>
  one.createdAt.localeCompare(other.createdAt) || one.id.localeCompare(other.id);

/**
 * What Cloudcraft answers when it cannot assume the role is not documented; 400 or 403 are likely. So both count as
 * "not yet", for as long as the workflow waits for a role, unless Cloudcraft says that the API key is at fault.
 */
function tried(answer: HttpAnswer): HttpAnswer {
  const refusedKey = Refusal.safeParse(answer.body).data?.reason === 'insufficient_privileges';
  if (refusedKey || ![400, 403].includes(answer.status)) return accepted(answer);
  throw new RoleNotAssumableYetError({
    tried: answer.tried,
    said: answer.said,
    next: "the workflow tries again by itself; once it has given up, look for a policy of the organization that denies sts:AssumeRole to Cloudcraft's account",
  });
}

/** Source: Cloudcraft's Node SDK, test/mock: `{"error", "reason", "code"}`. */
const Refusal = z.looseObject({ reason: z.string() });

const registration = ({ id, roleArn: arn }: CloudcraftAccount): Registration => ({
  accountId: arn.split(':')[4] ?? '',
  id,
  status: 'added',
});
