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

async function prepare(api: CloudcraftApi, account: Account, { connection, rolePath }: Deployment) {
  const iamParameters = await api.iamParameters();
  const settings = await connection.current();
  const minimalPolicy = settings.policy === 'minimal' ? await api.minimalPolicy() : undefined;
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
  const [known, ...surplus] = await entries(api, account.roleArn);
  if (known === undefined) return add(api, account, log);
  if (known.name !== account.name) {
    tried(await api.update(known.id, { name: account.name, roleArn: account.roleArn }));
    log('renamed', { registrationId: known.id, from: known.name });
    return registration(known);
  }
  log('already registered', {
    registrationId: known.id,
    ...(surplus.length > 0 && { surplus: surplus.map(({ id }) => id).join(', ') }),
  });
  return registration(known);
}

async function add(api: CloudcraftApi, account: AccountFields, log: Log): Promise<Registration> {
  const answer = await api.add(account);
  const [oldest, ...younger] = await entries(api, account.roleArn);
  const kept = oldest ?? parseAnswer(CloudcraftAccount, tried(answer));
  for (const entry of younger) await api.remove(entry.id);
  log('registered', { registrationId: kept.id, duplicatesRemoved: younger.length });
  return registration(kept);
}

/** Cloudcraft's entries with that role, the oldest first. */
const entries = async (api: CloudcraftApi, arn: string) =>
  (await api.list()).filter((entry) => entry.roleArn === arn).sort(byAge);

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
