import * as z from 'zod';
import { accepting, parseAnswer } from '../../http/answer.ts';
import { type HttpRequest, type Recipient, send } from '../../http/send.ts';
import { PolicyDocument } from '../../role/policy.ts';
import { ExternalId } from '../../role/spec.ts';
import { authorized } from '../authorized.ts';
import type { CredentialSource } from '../credentials.ts';
import type { CloudcraftCredentials } from './credentials.ts';

/** An entry of Cloudcraft's list of AWS accounts. Source: Cloudcraft developer API, "List my AWS Accounts". */
export const CloudcraftAccount = z.looseObject({
  id: z.string().min(1).max(200),
  name: z.string(),
  roleArn: z.string(),
  createdAt: z.string(),
  /** The one of the user who added the account, with which Cloudcraft assumes the role. */
  externalId: ExternalId.optional(),
});
export type CloudcraftAccount = z.infer<typeof CloudcraftAccount>;

/**
 * The list, narrowed to one role where it is given. An entry that is not ours may have another form, and must not
 * hide ours; one of ours that cannot be read is no reason to add another.
 */
const listOf = (roleArn?: string) =>
  z
    .object({ accounts: z.array(z.unknown()) })
    .transform(({ accounts }) => accounts.filter((entry) => isWanted(entry, roleArn)))
    .pipe(z.array(CloudcraftAccount));

const isWanted = (entry: unknown, roleArn: string | undefined) =>
  roleArn === undefined
    ? CloudcraftAccount.safeParse(entry).success
    : z.object({ roleArn: z.literal(roleArn) }).safeParse(entry).success;

/** The trusted principal's account, and the external id. Source: Cloudcraft developer API, "Get my AWS IAM Role parameters". */
const IamParameters = z.object({
  accountId: z.string().regex(/^\d{12}$/),
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
  return {
    iamParameters: async () =>
      parseAnswer(IamParameters, accepted(await request('GET', '/aws/account/iamParameters'))),
    minimalPolicy: async () =>
      parseAnswer(
        PolicyDocument,
        accepted(await request('GET', '/aws/account/iamParameters/policy/minimal')),
      ),
    /** All accounts, or those with that role. */
    list: async (roleArn?: string) =>
      parseAnswer(listOf(roleArn), accepted(await request('GET', '/aws/account'))),
    /** The raw answer: what a refusal means is for the caller to judge. */
    add: (fields: AccountFields) => request('POST', '/aws/account', fields),
    update: (id: string, fields: AccountFields) =>
      request('PUT', `/aws/account/${encodeURIComponent(id)}`, fields),
    remove: async (id: string) => {
      const answer = await request('DELETE', `/aws/account/${encodeURIComponent(id)}`);
      if (answer.status !== 404) accepted(answer);
    },
  };
}

/** The answer, if it is a success. @throws {VendorRejectedError} otherwise */
export const accepted = accepting(({ status }) => ADVICE[status]);

const ADVICE: Record<number, string> = {
  401: "put a valid API key into Cloudcraft's secret",
  403: "put an API key that may read and write into Cloudcraft's secret",
};
