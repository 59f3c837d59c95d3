import type { Account } from '../../account.ts';
import { VendorResponseError, VendorUnavailableError } from '../../errors.ts';
import type { Recipient } from '../../http.ts';
import type { HttpAnswer } from '../../http-answer.ts';
import { roleArn } from '../../role.ts';
import type { ConnectionSource, Registration, Vendor, VendorDefinition } from '../vendor.ts';
import { type AccountAnswer, accepted, type CrowdstrikeApi, crowdstrikeApi } from './api.ts';
import { cloudSecurity } from './cloud-security.ts';
import { CrowdstrikeConnection } from './connection.ts';
import { d4c } from './d4c.ts';
import type { CrowdstrikeAccount } from './family.ts';
import { crowdstrikeRole } from './role.ts';
import { TokenSource } from './token.ts';

const families = { d4c, 'cloud-security': cloudSecurity };

/** CrowdStrike wants the registration first: its answer says which role to make and whom it is to trust. */
export const crowdstrike: VendorDefinition<CrowdstrikeConnection> = {
  Connection: CrowdstrikeConnection,
  create(connection, { rolePath, answerWithinSeconds, log }) {
    const open = opener({ vendor: 'CrowdStrike', answerWithinSeconds }, connection);
    return {
      async prepare(account) {
        const { api, family, settings } = await open();
        const wanted = roleArn(account, { path: rolePath, name: settings.roleName });
        const { registered, decision } = await ensureRegistered(api, account, {
          iam_role_arn: wanted,
          ...family.defaults,
        });
        log(decision, { registrationId: registered.id });
        return crowdstrikeRole(account, registered, { trustedAccountId: settings.trustedAccountId, family });
      },
      async register(account, arn) {
        const { api } = await open();
        return confirm(await look(api, account), arn);
      },
      async *registrations() {
        const { api } = await open();
        for await (const account of api.all()) yield registration(account);
      },
      async deregister({ id }) {
        const { api } = await open();
        const answer = await api.remove(id);
        if (answer.status !== 404) accepted(answer);
      },
    } satisfies Vendor;
  },
};

/** The API of the family that the secret chooses; the token is kept from call to call. */
function opener(recipient: Recipient, connection: ConnectionSource<CrowdstrikeConnection>) {
  const session = new TokenSource(recipient, connection);
  return async () => {
    const settings = await connection.current();
    const family = families[settings.apiFamily];
    return { settings, family, api: crowdstrikeApi(recipient, session, family) };
  };
}

/**
 * Registers the account unless it is registered. What CrowdStrike answers to a second registration is not documented
 * (201, 207, 400 and 409 are all possible), so every answer without the account is followed by another look.
 * Its guide calls GovCloud `govcloud`, its own tools call it `gov`: the other word is tried when one is refused.
 */
async function ensureRegistered(api: CrowdstrikeApi, account: Account, resource: Record<string, unknown>) {
  const { found } = await look(api, account);
  if (found !== undefined) return { registered: found, decision: 'already registered' };
  const add = async (account_type: string) => {
    const added = await api.add(account.id, {
      account_id: account.id,
      account_type,
      is_master: false,
      ...resource,
    });
    return added.found === undefined ? { ...(await look(api, account)), answer: added.answer } : added;
  };
  const inGovCloud = account.partition === 'aws-us-gov';
  let added = await add(inGovCloud ? 'gov' : 'commercial');
  if (inGovCloud && added.found === undefined && added.answer.status === 400) added = await add('govcloud');
  if (added.found === undefined) throw notRegistered(account, added.answer);
  return { registered: added.found, decision: 'registered' };
}

/** An unknown account is answered 207 with errors, 200 with nothing, or 404. */
async function look(api: CrowdstrikeApi, account: Account): Promise<AccountAnswer> {
  const seen = await api.get(account.id);
  if (seen.found === undefined && seen.answer.status !== 404) accepted(seen.answer);
  return seen;
}

function notRegistered(account: Account, answer: HttpAnswer): Error {
  accepted(answer);
  return new VendorResponseError({
    tried: `${answer.tried} for account ${account.id}`,
    said: `${answer.said}, and CrowdStrike shows no registration of the account`,
    next: 'see what CrowdStrike says, ask its support with the trace id, and start the enrollment again',
  });
}

/** Becoming operational takes CrowdStrike hours, so it is not waited for. */
function confirm({ found, answer }: AccountAnswer, arn: string): Registration {
  if (found?.iamRoleArn === arn) return { ...registration(found), traceId: answer.traceId };
  const { tried, said } = answer;
  if (found === undefined) {
    const next = 'the workflow tries again by itself; once it has given up, start the enrollment again';
    throw new VendorUnavailableError({
      tried,
      said: `${said}, without the account that was registered before`,
      next,
    });
  }
  throw new VendorResponseError({
    tried,
    said: `${said}, with the role ${found.iamRoleArn} instead of ${arn}`,
    next: 'start the enrollment again: the registration was changed while it was under way',
  });
}

const registration = ({ accountId, id, status }: CrowdstrikeAccount): Registration => ({
  accountId,
  id,
  status,
});
