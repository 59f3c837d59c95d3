import type { Account } from '../../organization/account.ts';
import type { RoleRequest } from '../../role/request.ts';
import { roleArn } from '../../role/spec.ts';
import type { Allowed, Registration, Vendor, VendorDefinition } from '../vendor.ts';
import { type CloudcraftAccount, type CloudcraftApi, cloudcraftApi } from './api.ts';
import { CloudcraftCredentials } from './credentials.ts';
import { ensureRegistered, entries } from './ensure-registered.ts';
import { cloudcraftRole } from './role.ts';
import { CloudcraftSettings } from './settings.ts';

/** Cloudcraft needs the role first: it assumes it while it adds the account. */
export const cloudcraft: VendorDefinition<CloudcraftSettings, CloudcraftCredentials> = {
  Settings: CloudcraftSettings,
  Credentials: CloudcraftCredentials,
  role: cloudcraftRole,
  create(credentials, { answerWithinSeconds, log, ...allowed }) {
    const { url, region } = allowed.settings;
    const api = cloudcraftApi({ vendor: 'Cloudcraft', answerWithinSeconds }, url, credentials);
    return {
      prepare: (account) => prepare(api, account, allowed),
      async register(account, { externalId }) {
        const wanted = { name: account.name, roleArn: arnIn(account, allowed), region, externalId };
        return registration(await ensureRegistered(api, wanted, log));
      },
      async *registrations() {
        for (const entry of await api.list()) yield registration(entry);
      },
      async deregister(account) {
        for (const { id } of await api.list(arnIn(account, allowed))) await api.remove(id);
      },
    } satisfies Vendor;
  },
};

/** A key of another user has another external id; for a registered account Cloudcraft uses that of its own user. */
async function prepare(api: CloudcraftApi, account: Account, allowed: Allowed<CloudcraftSettings>) {
  const { accountId, externalId } = await api.iamParameters();
  const [known] = await entries(api, { roleArn: arnIn(account, allowed), name: account.name, externalId });
  const request: RoleRequest = {
    principal: `arn:${account.partition}:iam::${accountId}:root`,
    externalId: known?.externalId ?? externalId,
    ...(allowed.settings.policy === 'minimal' && { policy: await api.minimalPolicy() }),
  };
  cloudcraftRole(account, request, allowed);
  return request;
}

const arnIn = (account: Account, { settings, rolePath }: Allowed<CloudcraftSettings>) =>
  roleArn(account, { path: rolePath, name: settings.roleName });

const registration = ({ id, roleArn: arn }: CloudcraftAccount): Registration => ({
  accountId: arn.split(':')[4] ?? '',
  id,
  status: 'added',
});
