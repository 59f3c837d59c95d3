import { VendorResponseError, VendorUnavailableError } from '../../errors.ts';
import type { RoleRequest } from '../../role/request.ts';
import type { CredentialSource } from '../credentials.ts';
import type { Deployment, Registration, Vendor, VendorDefinition } from '../vendor.ts';
import { type AccountAnswer, acceptedOrNotFound, crowdstrikeApi } from './api.ts';
import { cloudSecurity } from './cloud-security.ts';
import { CrowdstrikeCredentials } from './credentials.ts';
import { d4c } from './d4c.ts';
import { ensureRegistered } from './ensure-registered.ts';
import type { CrowdstrikeAccount } from './family.ts';
import { look } from './look.ts';
import { crowdstrikeRecipient } from './recipient.ts';
import { arnIn, requestOf } from './request.ts';
import { crowdstrikeRole } from './role.ts';
import { CrowdstrikeSettings } from './settings.ts';
import { TokenSource } from './token.ts';

const families = { d4c, 'cloud-security': cloudSecurity };

/** CrowdStrike needs the registration first: its answer has the trusted principal and the external id. */
export const crowdstrike: VendorDefinition<CrowdstrikeSettings, CrowdstrikeCredentials> = {
  Settings: CrowdstrikeSettings,
  Credentials: CrowdstrikeCredentials,
  role: crowdstrikeRole,
  create: adapter,
};

function adapter(
  credentials: CredentialSource<CrowdstrikeCredentials>,
  { answerWithinSeconds, log, ...allowed }: Deployment<CrowdstrikeSettings>,
): Vendor {
  const { url, apiFamily } = allowed.settings;
  const family = families[apiFamily];
  const recipient = crowdstrikeRecipient(answerWithinSeconds);
  const api = crowdstrikeApi(recipient, new TokenSource(recipient, url, credentials), family);
  return {
    async prepare(account) {
      const wanted = { family, iamRoleArn: arnIn(account, allowed) };
      const { registered, decision } = await ensureRegistered(api, account, wanted);
      log(decision, { registrationId: registered.id });
      return requestOf(account, registered, allowed);
    },
    async register(account, request) {
      return confirm(await look(api, account), { ...request, arn: arnIn(account, allowed) });
    },
    async *registrations() {
      for await (const account of api.all()) yield registration(account);
    },
    async deregister({ id }) {
      acceptedOrNotFound(await api.remove(id));
    },
  };
}

/** The role as it was made. */
type MadeRole = RoleRequest & { arn: string };

/** Becoming operational takes CrowdStrike hours, so it is not waited for; but it must be able to. */
function confirm({ found, answer }: AccountAnswer, role: MadeRole): Registration {
  const { tried, summary } = answer;
  if (found === undefined) {
    const answered = `${summary}, without the account that was registered before`;
    throw new VendorUnavailableError({ tried, answered });
  }
  const changed = differences(found, role);
  if (changed.length === 0) return { ...registration(found), traceId: answer.traceId };
  throw new VendorResponseError({
    tried,
    answered: `${summary}, with ${changed.join(' and ')}: the registration was changed meanwhile`,
  });
}

/** In what the registration does not fit the role, in words. */
const differences = (found: CrowdstrikeAccount, { arn, principal, externalId }: MadeRole) => [
  ...(found.iamRoleArn === arn ? [] : [`the role ${found.iamRoleArn} instead of ${arn}`]),
  ...(found.intermediateRoleArn === principal
    ? []
    : [`the principal ${found.intermediateRoleArn} instead of ${principal}`]),
  ...(found.externalId === externalId ? [] : ['another external id than the role trusts']),
];

const registration = ({ accountId, id, status }: CrowdstrikeAccount): Registration => ({
  accountId,
  id,
  status: status.slice(0, 200),
});
