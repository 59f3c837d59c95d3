import * as z from 'zod';
import { VendorRejectedError } from '../../errors.ts';
import { type HttpAnswer, parseAnswer, report } from '../../http/answer.ts';
import { type Recipient, send } from '../../http/send.ts';
import { authorized } from '../authorized.ts';
import type { ConnectionSource } from '../vendor.ts';
import type { CrowdstrikeConnection } from './connection.ts';
import { otherCloud } from './other-cloud.ts';

/** Where to send API calls, and with which bearer token. */
export interface Session {
  url: string;
  token: string;
  /** What CrowdStrike knows and no log may show: the token, the one before, and the secret that they were issued for. */
  secrets: string[];
}

/** Source: CrowdStrike's OAuth2 API; `expires_in` is 1799 seconds there, a token without it is kept for five minutes. */
const Token = z.object({
  access_token: z.string().regex(/^[!-~]{1,10000}$/, 'expected visible ASCII characters, at most 10,000'),
  expires_in: z.coerce.number().positive().catch(300),
});

/** A token is renewed this many milliseconds before it expires. */
const MARGIN = 60_000;
const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * Keeps one bearer token, across invocations: fetched when first needed, before it expires, and when CrowdStrike
 * refuses it. At most one fetch is in flight at a time. A token request that another CrowdStrike cloud is to answer
 * is repeated there, and that cloud's host stays in use.
 */
export class TokenSource implements ConnectionSource<Session> {
  readonly #recipient: Recipient;
  readonly #connection: ConnectionSource<CrowdstrikeConnection>;
  #session: { session: Session; renewAt: number; customer: string } | undefined;
  #underWay: Promise<Session> | undefined;

  constructor(recipient: Recipient, connection: ConnectionSource<CrowdstrikeConnection>) {
    this.#recipient = recipient;
    this.#connection = connection;
  }

  /**
   * The session at hand, or a new one.
   * @throws {VendorRejectedError} the credentials are refused
   * @throws {VendorResponseError} a redirect leads away from CrowdStrike, or the answer holds no token
   */
  async current(): Promise<Session> {
    const customer = customerOf(await this.#connection.current());
    const kept = this.#session;
    return kept?.customer === customer && Date.now() < kept.renewAt ? kept.session : this.#fetch();
  }

  /** A new session, whatever the one at hand is worth. Throws as `current`. */
  async renewed(): Promise<Session> {
    return this.#fetch();
  }

  #fetch(): Promise<Session> {
    this.#underWay ??= this.#request().finally(() => {
      this.#underWay = undefined;
    });
    return this.#underWay;
  }

  async #request(): Promise<Session> {
    let url = '';
    let clientSecret = '';
    let customer = '';
    const answer = await authorized(
      this.#connection,
      async (connection) => {
        clientSecret = connection.clientSecret;
        customer = customerOf(connection);
        const first = await this.#post(connection.url, connection);
        url = REDIRECTS.includes(first.status) ? otherCloud(first, connection.url) : connection.url;
        return url === connection.url ? first : this.#post(url, connection);
      },
      [400, 401, 403],
    );
    if (answer.status >= 300) throw new VendorRejectedError(report(answer, ADVICE));
    // What cannot be read may hold a token all the same, so nothing of it is quoted.
    const { access_token: token, expires_in: seconds } = parseAnswer(Token, {
      ...answer,
      summary: String(answer.status),
    });
    const former = this.#session?.session.token ?? token;
    this.#session = {
      session: { url, token, secrets: [token, former, clientSecret] },
      renewAt: Date.now() + Math.max(seconds * 1000 - MARGIN, 0),
      customer,
    };
    return this.#session.session;
  }

  #post(url: string, { clientId, clientSecret, memberCid }: CrowdstrikeConnection): Promise<HttpAnswer> {
    return send(this.#recipient, {
      method: 'POST',
      url: new URL('/oauth2/token', url),
      form: { client_id: clientId, client_secret: clientSecret, ...(memberCid && { member_cid: memberCid }) },
      secrets: [clientSecret], // not the former token, which may be the answer again
    });
  }
}

/** The customer that a token is of, and the cloud: a secret that names another one ends it. */
const customerOf = ({ url, clientId, memberCid = '' }: CrowdstrikeConnection) =>
  [url, clientId, memberCid].join(' ');

const ADVICE =
  "check clientId, clientSecret, memberCid and url in CrowdStrike's secret, and the IP allow-list of its API clients";
