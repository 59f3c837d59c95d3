import { VendorResponseError, VendorUnavailableError } from '../../errors.ts';
import type { Account } from '../../organization/account.ts';
import type { RoleRequest } from '../../role/request.ts';
import type { Adapter } from '../adapter.ts';
import type { CredentialSource } from '../credentials.ts';
import type { Registration } from '../registration.ts';
import type { Deployment, Vendor, VendorDefinition } from '../vendor.ts';
import { type AccountAnswer, crowdstrikeApi } from './api.ts';
import { cloudSecurity } from './cloud-security.ts';
import { CrowdstrikeCredentials } from './credentials.ts';
import { d4c } from './d4c.ts';
import { ensureRegistered } from './ensure-registered.ts';
import type { CrowdstrikeAccount } from './family.ts';
import { list } from './list.ts';
import { listed, requireOwnRole } from './listed.ts';
import { look } from './look.ts';
import { POLICIES } from './permissions.ts';
import { crowdstrikeRecipient } from './recipient.ts';
import { findOther, REMOVED_OTHER, remove, removeOther } from './remove.ts';
import { allowedRequest, arnIn, requestOf, requestToCome } from './request.ts';
import { crowdstrikeRole } from './role.ts';
import { CrowdstrikeSettings } from './settings.ts';
import { TokenSource } from './token.ts';
import { validate } from './validate.ts';

const [REGISTERED, ALREADY_REGISTERED] = ['registered', 'already registered'];

const families = { d4c, 'cloud-security': cloudSecurity };

/** CrowdStrike needs the registration first: its answer has the trusted principal and the external id. */
export const crowdstrike: VendorDefinition<CrowdstrikeSettings, CrowdstrikeCredentials> = {
  Settings: CrowdstrikeSettings,
  Credentials: CrowdstrikeCredentials,
  role: crowdstrikeRole,
  given: ({ roleName }) => ({ name: roleName, ...POLICIES }),
};

/** CrowdStrike through its API. */
export const crowdstrikeAdapter: Adapter<CrowdstrikeSettings, CrowdstrikeCredentials> = { create };

function create(
  credentials: CredentialSource<CrowdstrikeCredentials>,
  { answerWithinSeconds, log, ...allowed }: Deployment<CrowdstrikeSettings>,
): Vendor {
  const { url, apiFamily } = allowed.settings;
  const family = families[apiFamily];
  const recipient = crowdstrikeRecipient(answerWithinSeconds);
  const api = crowdstrikeApi(recipient, new TokenSource(recipient, url, credentials), family);
  const register = async (account: Account) => {
    const wanted = { family, iamRoleArn: arnIn(account, allowed) };
    const registered = await ensureRegistered(api, account, wanted);
    log(REGISTERED, { registrationId: registered.id });
    requireWanted(registered, wanted.iamRoleArn);
    return requestOf(registered);
  };
  return {
    async known(account) {
      const { found } = await look(api, account);
      if (found === undefined) return { standing: 'unknown' };
      requireOwnRole(account, found);
      return {
        ...{ ...listed(found, allowed), request: requestOf(found) },
        registration: registrationOf(found),
      };
    },
    async prepare(account, known) {
      if (known.standing === 'elsewhere') await removeOther(api, account, log);
      if (known.standing === 'ours') log(ALREADY_REGISTERED, { registrationId: known.id });
      const ours = known.standing === 'ours' ? known.request : undefined;
      return {
        request: allowedRequest(account, ours ?? (await register(account)), allowed),
        ...(ours !== undefined && { registration: known.registration }),
      };
    },
    async foresee(account, known) {
      const isOther = known.standing === 'elsewhere' && (await findOther(api, account)) !== undefined;
      if (known.standing === 'ours' && known.request !== undefined)
        return { request: allowedRequest(account, known.request, allowed), decisions: [ALREADY_REGISTERED] };
      return {
        request: requestToCome(account, allowed),
        decisions: [...(isOther ? [REMOVED_OTHER] : []), REGISTERED],
      };
    },
    async register(account, request) {
      return confirm(await look(api, account), { ...request, arn: arnIn(account, allowed) });
    },
    ...(family.validatePath && { validate: (account: Account) => validate(api, account, log) }),
    async *registrations() {
      for await (const account of list(api, family))
        yield { ...listed(account, allowed), request: requestOf(account) };
    },
    async registrationsOf(id) {
      const { found } = await look(api, { id });
      return found === undefined ? [] : [listed(found, allowed)];
    },
    deregister: (registration) => remove(api, registration),
  };
}

/** Somebody may have registered another role meanwhile, which CrowdStrike uses then. */
function requireWanted({ iamRoleArn }: CrowdstrikeAccount, wanted: string) {
  if (iamRoleArn === wanted) return;
  throw new VendorResponseError({
    tried: `register the role ${wanted} with CrowdStrike`,
    answered: `it registered the role ${iamRoleArn}`,
    next: 'start the enrollment again',
  });
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
  if (changed.length === 0) return { ...registrationOf(found), traceId: answer.traceId };
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

const registrationOf = ({ accountId, id, status }: CrowdstrikeAccount): Registration => ({
  accountId,
  id,
  status: status.slice(0, 200),
});
