import type { Account } from '../../organization/account.ts';
import { roleArn } from '../../role/spec.ts';
import type { ConnectionSource, Registration, Vendor, VendorDefinition, VendorSettings } from '../vendor.ts';
import { type CloudcraftAccount, type CloudcraftApi, cloudcraftApi } from './api.ts';
import { CloudcraftConnection } from './connection.ts';
import { ensureRegistered, entries } from './ensure-registered.ts';
import { cloudcraftRole } from './role.ts';

/** Cloudcraft needs the role first: it assumes it while it adds the account. */
export const cloudcraft: VendorDefinition<CloudcraftConnection> = {
  Connection: CloudcraftConnection,
  create(connection, { rolePath, answerWithinSeconds, log }) {
    const api = cloudcraftApi({ vendor: 'Cloudcraft', answerWithinSeconds }, connection);
    return {
      prepare: (account) => prepare(api, account, { connection, rolePath }),
      async register(account, spec) {
        const { region } = await connection.current();
        const { externalId } = spec;
        const wanted = { name: account.name, roleArn: roleArn(account, spec), region, externalId };
        const { entry, ...isNew } = await ensureRegistered(api, wanted, log);
        return { ...registration(entry), ...isNew };
      },
      async *registrations() {
        for (const entry of await api.list()) yield registration(entry);
      },
      async deregister(account) {
        const { roleName } = await connection.current();
        const arn = roleArn(account, { path: rolePath, name: roleName });
        for (const { id } of await api.list(arn)) await api.remove(id);
      },
    } satisfies Vendor;
  },
};

type Deployment = Pick<VendorSettings, 'rolePath'> & { connection: ConnectionSource<CloudcraftConnection> };

/** A key of another user has another external id; for a registered account Cloudcraft uses that of its own user. */
async function prepare(api: CloudcraftApi, account: Account, { connection, rolePath }: Deployment) {
  const { accountId, externalId } = await api.iamParameters();
  const settings = await connection.current();
  const arn = roleArn(account, { path: rolePath, name: settings.roleName });
  const [known] = await entries(api, { roleArn: arn, name: account.name, externalId });
  const minimalPolicy = settings.policy === 'minimal' ? await api.minimalPolicy() : undefined;
  const iamParameters = { accountId, externalId: known?.externalId ?? externalId };
  return cloudcraftRole(account, { connection: settings, rolePath, iamParameters, minimalPolicy });
}

const registration = ({ id, roleArn: arn }: CloudcraftAccount): Registration => ({
  accountId: arn.split(':')[4] ?? '',
  id,
  status: 'added',
});
