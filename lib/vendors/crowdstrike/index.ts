import { VendorResponseError, VendorUnavailableError } from '../../errors.ts';
import { type RoleSpec, roleArn } from '../../role/spec.ts';
import type { ConnectionSource, Registration, Vendor, VendorDefinition } from '../vendor.ts';
import { type AccountAnswer, acceptedOrNotFound, crowdstrikeApi } from './api.ts';
import { cloudSecurity } from './cloud-security.ts';
import { CrowdstrikeConnection } from './connection.ts';
import { d4c } from './d4c.ts';
import { ensureRegistered } from './ensure-registered.ts';
import type { CrowdstrikeAccount } from './family.ts';
import { look } from './look.ts';
import { crowdstrikeRecipient } from './recipient.ts';
import { crowdstrikeRole } from './role.ts';
import { TokenSource } from './token.ts';

const families = { d4c, 'cloud-security': cloudSecurity };

/** CrowdStrike needs the registration first: its answer has the role to create and the trusted principal. */
export const crowdstrike: VendorDefinition<CrowdstrikeConnection> = {
  Connection: CrowdstrikeConnection,
  create(connection, { rolePath, answerWithinSeconds, log }) {
    const open = opener(answerWithinSeconds, connection);
    return {
      async prepare(account) {
        const { api, family, settings } = await open();
        const wanted = roleArn(account, { path: rolePath, name: settings.roleName });
        const { registered, decision } = await ensureRegistered(api, account, { family, iamRoleArn: wanted });
        log(decision, { registrationId: registered.id });
        return crowdstrikeRole(account, registered, { trustedAccountId: settings.trustedAccountId, family });
      },
      async register(account, spec) {
        const { api } = await open();
        return confirm(await look(api, account), { ...spec, arn: roleArn(account, spec) });
      },
      async *registrations() {
        const { api } = await open();
        for await (const account of api.all()) yield registration(account);
      },
      async deregister({ id }) {
        const { api } = await open();
        acceptedOrNotFound(await api.remove(id));
      },
    } satisfies Vendor;
  },
};

/** The API of the family that the secret chooses; the token is kept from call to call. */
function opener(answerWithinSeconds: number, connection: ConnectionSource<CrowdstrikeConnection>) {
  const recipient = crowdstrikeRecipient(answerWithinSeconds);
  const session = new TokenSource(recipient, connection);
  return async () => {
    const settings = await connection.current();
    const family = families[settings.apiFamily];
    return { settings, family, api: crowdstrikeApi(recipient, session, family) };
  };
}

/** The role as it was made, with its ARN. */
type MadeRole = RoleSpec & { arn: string };

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
const differences = (found: CrowdstrikeAccount, { arn, trustedPrincipal, externalId }: MadeRole) => [
  ...(found.iamRoleArn === arn ? [] : [`the role ${found.iamRoleArn} instead of ${arn}`]),
  ...(found.intermediateRoleArn === trustedPrincipal
    ? []
    : [`the principal ${found.intermediateRoleArn} instead of ${trustedPrincipal}`]),
  ...(found.externalId === externalId ? [] : ['another external id than the role trusts']),
];

const registration = ({ accountId, id, status }: CrowdstrikeAccount): Registration => ({
  accountId,
  id,
  status: status.slice(0, 200),
});
