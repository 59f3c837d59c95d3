import * as v from 'valibot';
import { VendorResponseError } from '../../errors.ts';
import { accepting, type HttpAnswer, parseAnswer } from '../../http/answer.ts';
import { type HttpRequest, type Recipient, send } from '../../http/send.ts';
import { NoList } from '../../no-list.ts';
import { parse } from '../../parse.ts';
import { authorized } from '../authorized.ts';
import type { CredentialSource } from '../credentials.ts';
import type { ApiFamily, CrowdstrikeAccount } from './family.ts';
import type { Session } from './token.ts';

/** CrowdStrike's common envelope; `resources` may be absent, null, or somebody else's. Source: gofalcon, MsaMetaInfo. */
const Envelope = v.pipe(NoList, v.looseObject({ resources: v.nullish(v.array(v.unknown())) }));
const AnyResource = v.looseObject({ account_id: v.string(), DeletedAt: v.optional(v.unknown()) });

/** An answer of CrowdStrike about one account: that account where the answer has it, and the answer for messages. */
export interface AccountAnswer {
  found: CrowdstrikeAccount | undefined;
  answer: HttpAnswer;
}

export type CrowdstrikeApi = ReturnType<typeof crowdstrikeApi>;

/** One family of CrowdStrike's registration APIs. Every method throws what `send` and `TokenSource` throw. */
export function crowdstrikeApi(recipient: Recipient, session: CredentialSource<Session>, family: ApiFamily) {
  const request = (method: HttpRequest['method'], path: string, json?: unknown) =>
    authorized(session, ({ url, token, secrets }) =>
      send(recipient, {
        method,
        url: new URL(path, url),
        headers: { Authorization: `Bearer ${token}` },
        json,
        secrets,
      }),
    );
  const about = (accountId: string) => `${family.path}?ids=${accountId}`;
  return {
    get: async (accountId: string) => ownAccount(family, accountId, await request('GET', about(accountId))),
    add: async (accountId: string, resource: Record<string, unknown>) =>
      ownAccount(family, accountId, await request('POST', family.path, { resources: [resource] })),
    remove: async (accountId: string) => {
      const answer = await request('DELETE', about(accountId));
      if (answer.status < 300) parseAnswer(Envelope, answer);
      return answer;
    },
    /** Has CrowdStrike try the account's role; only of a family that has a path for it. */
    validate: (accountId: string) => request('POST', `${family.validatePath}?account-id=${accountId}`),
    /** A page of the list. */
    page: (offset: number) => request('GET', `${family.listPath}limit=${family.pageSize}&offset=${offset}`),
    /** The accounts of these ids, at most 100 of them. */
    some: (ids: string[]) => request('GET', `${family.path}?${ids.map((id) => `ids=${id}`).join('&')}`),
  };
}

/** What a person is to do when CrowdStrike refuses its API client an action. */
export const MISSING_SCOPE =
  "give the API client of CrowdStrike's secret read and write of the registration scope, or add our address to its IP allow-list";

const UNKNOWN_CLIENT =
  "check that the API client in CrowdStrike's secret still exists, and that url in the parameter crowdstrike is its cloud";

const MIGRATED =
  'set "apiFamily": "cloud-security" in the parameter crowdstrike, and give the API client of the secret that scope';

/** What a person is to do about a refusal. CrowdStrike's words to a customer who was migrated are not documented. */
export function advice({ status, summary }: HttpAnswer): string | undefined {
  if (/migrated/i.test(summary)) return MIGRATED;
  if (status === 403) return MISSING_SCOPE;
  return status === 401 ? UNKNOWN_CLIENT : undefined;
}

/** The answer, if it is a success. @throws {VendorRejectedError} otherwise */
export const accepted = accepting(advice);

/** The answer, if it is a success, or a 404 of CrowdStrike's own. @throws {VendorRejectedError} otherwise */
export const acceptedOrNotFound = (answer: HttpAnswer): HttpAnswer =>
  answer.status === 404 && answer.body !== undefined ? answer : accepted(answer);

function ownAccount(family: ApiFamily, accountId: string, answer: HttpAnswer): AccountAnswer {
  if (answer.status >= 300 && answer.body === undefined) return { found: undefined, answer };
  const own = resources(answer).find((item) => item.account_id === accountId && !isDeleted(item.DeletedAt));
  return { found: own === undefined ? undefined : account(family, own, answer), answer };
}

/** CrowdStrike keeps what was deleted; falconjs shows its null as 1970. Source: gofalcon, DomainAWSAccountV2. */
export const isDeleted = (at: unknown) => Boolean(at) && !/^(0001|1970)-/.test(String(at));

const resources = (answer: HttpAnswer) => (parseAnswer(Envelope, answer).resources ?? []).flatMap(known);

/** A resource of a known form; others are ignored, as they are not what was asked for. */
const known = (item: unknown) => (v.is(AnyResource, item) ? item : []);

/** A resource as the account in it. @throws {VendorResponseError} it does not fit */
export const account = (
  family: ApiFamily,
  resource: unknown,
  { tried, summary }: HttpAnswer,
): CrowdstrikeAccount =>
  parse(family.Resource, resource, {
    whole: 'resource',
    refuse: (faults) =>
      new VendorResponseError({
        tried,
        answered: `${summary}, with a resource that does not fit (${faults})`,
        next: 'check apiFamily in the parameter crowdstrike, and compare with the API reference',
      }),
  });
