import * as v from 'valibot';
import { VendorThrottledError, VendorUnavailableError } from '../../errors.ts';
import { accepting, type HttpAnswer, parseAnswer, report } from '../../http/answer.ts';
import { type HttpRequest, type Recipient, send } from '../../http/send.ts';
import { PolicyDocument } from '../../role/policy.ts';
import { ExternalId } from '../../role/spec.ts';
import { authorized } from '../authorized.ts';
import type { CredentialSource } from '../credentials.ts';
import { keptFor } from '../kept.ts';
import type { CloudcraftCredentials } from './credentials.ts';

/** An entry of Cloudcraft's list of AWS accounts. Source: Cloudcraft developer API, "List my AWS Accounts". */
export const CloudcraftAccount = v.looseObject({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  name: v.string(),
  roleArn: v.string(),
  createdAt: v.string(),
  /** The one of the user who added the account, with which Cloudcraft assumes the role. */
  externalId: v.optional(ExternalId),
});
export type CloudcraftAccount = v.InferOutput<typeof CloudcraftAccount>;

const List = v.object({ accounts: v.array(v.unknown()) });
const Entries = v.object({ accounts: v.array(CloudcraftAccount) });

/**
 * The list, narrowed where that is asked for. An entry that is not wanted may have another form, and must not hide one
 * that is; a wanted one that cannot be read is no reason to add another, or to leave it out.
 */
function entriesOf(answer: HttpAnswer, isWanted?: (roleArn: string) => boolean): CloudcraftAccount[] {
  if (isWanted === undefined) return parseAnswer(Entries, answer).accounts;
  const accounts = parseAnswer(List, answer).accounts.filter((entry) => isWanted(textOf(entry, 'roleArn')));
  return parseAnswer(Entries, { ...answer, body: { accounts } }).accounts;
}

/** By hand, as a schema for each of 10,000 entries takes most of a second. */
const textOf = (entry: unknown, field: 'id' | 'roleArn'): string =>
  String(Object.getOwnPropertyDescriptor(Object(entry), field)?.value ?? '');

/** The trusted principal's account, and the external id. Source: Cloudcraft developer API, "Get my AWS IAM Role parameters". */
const IamParameters = v.object({
  accountId: v.pipe(v.string(), v.regex(/^\d{12}$/)),
  externalId: ExternalId,
});

/** What Cloudcraft stores of an account. `region` is where it tries the role while it answers. */
export interface AccountFields {
  name: string;
  roleArn: string;
  region?: string;
}

export type CloudcraftApi = ReturnType<typeof cloudcraftApi>;

/** Cloudcraft's developer API, an endpoint a line. Every method throws what `send` and `parseAnswer` throw. */
export function cloudcraftApi(
  recipient: Recipient,
  url: string,
  credentials: CredentialSource<CloudcraftCredentials>,
) {
  const request = (method: HttpRequest['method'], path: string, json?: AccountFields) =>
    authorized(credentials, ({ apiKey }) =>
      send(recipient, {
        method,
        url: new URL(path, url),
        headers: { Authorization: `Bearer ${apiKey}` },
        json,
        secrets: [apiKey],
      }),
    );
  const iamParameters = async () =>
    parseAnswer(IamParameters, accepted(await request('GET', '/aws/account/iamParameters')));
  const minimalPolicy = async () =>
    parseAnswer(PolicyDocument, accepted(await request('GET', '/aws/account/iamParameters/policy/minimal')));
  const keyAtHand = async () => (await credentials.current()).apiKey;
  return {
    /** These are the same for every account, as long as the key is the same. */
    iamParameters: keptFor(keyAtHand, iamParameters),
    minimalPolicy: keptFor(keyAtHand, minimalPolicy),
    /** All entries, or those of which the role's ARN is wanted. */
    list: async (isWanted?: (roleArn: string) => boolean) =>
      entriesOf(accepted(await request('GET', '/aws/account')), isWanted),
    /** The raw answer: what a refusal means is for the caller to judge. */
    add: (fields: AccountFields) => request('POST', '/aws/account', fields).catch(markUnchanged),
    update: (id: string, fields: AccountFields) =>
      request('PUT', `/aws/account/${encodeURIComponent(id)}`, fields),
    /** Removes an entry; does nothing where there is none of that id. */
    remove: async (id: string) => {
      const answer = await request('DELETE', `/aws/account/${encodeURIComponent(id)}`);
      if (answer.status === 404 && answer.body !== undefined) return;
      // Its reference says 200 and not with what, so the list decides.
      if (accepted(answer).status === 204) return;
      const left = parseAnswer(List, accepted(await request('GET', '/aws/account'))).accounts;
      if (left.some((entry) => textOf(entry, 'id') === id)) throw new VendorUnavailableError(report(answer));
    },
  };
}

/** The answer, if it is a success. @throws {VendorRejectedError} otherwise */
export const accepted = accepting(({ status }) => ADVICE[status]);

const ADVICE: Record<number, string> = {
  401: "put a valid API key into Cloudcraft's secret",
  403: "put an API key that may read and write into Cloudcraft's secret",
};

/** Cloudcraft is taken to do nothing with a request that it answers by 429, "Too Many Requests"; it documents neither way. */
function markUnchanged(error: unknown): never {
  if (error instanceof VendorThrottledError) error.changed = 'nothing';
  throw error;
}
