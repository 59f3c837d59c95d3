import type { Account } from '../../organization/account.ts';
import type { RoleRequest } from '../../role/request.ts';
import type { Adapter } from '../adapter.ts';
import type { CredentialSource } from '../credentials.ts';
import type { Deployment, Known, Vendor, VendorDefinition } from '../vendor.ts';
import { cloudcraftApi } from './api.ts';
import { CloudcraftCredentials } from './credentials.ts';
import { change, DECISION, ensureRegistered, type Wanted } from './ensure-registered.ts';
import { foresee } from './foresee.ts';
import { ADDED, arnIn, entriesListed, entriesOf, known, requestBy } from './known.ts';
import { cloudcraftRole, POLICIES } from './role.ts';
import { CloudcraftSettings } from './settings.ts';

/** Cloudcraft needs the role first: it assumes it while it adds the account. */
export const cloudcraft: VendorDefinition<CloudcraftSettings, CloudcraftCredentials> = {
  Settings: CloudcraftSettings,
  Credentials: CloudcraftCredentials,
  role: cloudcraftRole,
  given: ({ roleName }) => ({ name: roleName, ...POLICIES }),
  // Source: Cloudcraft developer API, "Rate limiting". The list, the account, and the list again;
  // of a roll call the account alone.
  pace: { requests: 20, seconds: 10, calls: { alone: 3, notListed: 1 } },
};

/** Cloudcraft through its API. */
export const cloudcraftAdapter: Adapter<CloudcraftSettings, CloudcraftCredentials> = { create };

function create(
  credentials: CredentialSource<CloudcraftCredentials>,
  { answerWithinSeconds, log, ...allowed }: Deployment<CloudcraftSettings>,
): Vendor {
  const { url, region, policy } = allowed.settings;
  const api = cloudcraftApi({ vendor: 'Cloudcraft', answerWithinSeconds }, url, credentials);

  /** Gives the likeliest entry of another role ours, unless there is one with ours. */
  async function convert(account: Account, { name, roleArn, externalId }: Wanted) {
    const { ours, others } = await entriesOf(api, account, { arn: roleArn, externalId });
    const [other] = others;
    if (ours.length > 0 || other === undefined) return;
    await change(api, other, { name, roleArn });
    log(DECISION.converted, { registrationId: other.id, from: other.roleArn });
  }

  async function requestFor(
    account: Account,
    { request = { principal: '', externalId: '' } }: Pick<Known, 'request'>,
  ): Promise<RoleRequest> {
    const asked = { ...request, ...(policy === 'minimal' && { policy: await api.minimalPolicy() }) };
    cloudcraftRole(account, asked, allowed);
    return asked;
  }

  const wantedOf = (account: Account, { externalId }: RoleRequest): Wanted => ({
    ...{ name: account.name, roleArn: arnIn(account, allowed), region, externalId },
  });

  return {
    known: (account, listed = 'unsure') => known(api, { account, listed }, allowed),
    prepare: async (account, known) => ({ request: await requestFor(account, known) }),
    async foresee(account, known) {
      const request = await requestFor(account, known);
      return { request, decisions: await foresee(api, account, wantedOf(account, request)) };
    },
    async register(account, request, { others, ...how }) {
      const wanted = wantedOf(account, request);
      if (others === 'convert') await convert(account, wanted);
      const { entry, ...novelty } = await ensureRegistered(api, { ...wanted, ...how }, log);
      return { accountId: account.id, id: entry.id, status: ADDED, ...novelty };
    },
    async *registrations() {
      const entries = await entriesListed(api, allowed);
      const asked = policy === 'minimal' && entries.length > 0 && { policy: await api.minimalPolicy() };
      for (const { entry, listed } of entries) {
        const request = requestBy(entry, allowed.settings);
        yield { ...listed, request: request && { ...request, ...asked } };
      }
    },
    async registrationsOf(accountId) {
      return (await entriesListed(api, allowed, accountId)).map(({ listed }) => listed);
    },
    deregister: ({ id }) => api.remove(id),
  };
}
