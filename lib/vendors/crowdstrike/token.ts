import * as v from 'valibot';
import { VendorRejectedError } from '../../errors.ts';
import { type HttpAnswer, parseAnswer, report } from '../../http/answer.ts';
import { type Recipient, send } from '../../http/send.ts';
import { authorized } from '../authorized.ts';
import type { CredentialSource } from '../credentials.ts';
import type { CrowdstrikeCredentials } from './credentials.ts';
import { otherCloud } from './other-cloud.ts';

/** Where to send API calls, and with which bearer token. */
export interface Session {
  url: string;
  token: string;
  /** What CrowdStrike knows and no log may show: the token, the one before, and the secret that they were issued for. */
  secrets: string[];
}

/** Source: CrowdStrike's OAuth2 API; `expires_in` is 1799 seconds there, a token without it is kept for five minutes. */
const Token = v.object({
  access_token: v.pipe(
    v.string(),
    v.regex(/^[!-~]{1,10000}$/, 'expected visible ASCII characters, at most 10,000'),
  ),
  expires_in: v.fallback(v.pipe(v.unknown(), v.toNumber(), v.finite(), v.gtValue(0)), 300),
});

/** A token is renewed this many milliseconds before it expires. */
const MARGIN = 60_000;
const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * Keeps one bearer token, across invocations: fetched when first needed, before it expires, and when CrowdStrike
 * refuses it. At most one fetch is in flight at a time. A token request that another CrowdStrike cloud is to answer
 * is repeated there, and that cloud's host stays in use.
 */
export class TokenSource implements CredentialSource<Session> {
  readonly #recipient: Recipient;
  readonly #url: string;
  readonly #credentials: CredentialSource<CrowdstrikeCredentials>;
  #session: { session: Session; renewAt: number; customer: string } | undefined;
  #underWay: Promise<Session> | undefined;

  constructor(recipient: Recipient, url: string, credentials: CredentialSource<CrowdstrikeCredentials>) {
    this.#recipient = recipient;
    this.#url = url;
    this.#credentials = credentials;
  }

  /**
   * The session at hand, or a new one.
   * @throws {VendorRejectedError} the credentials are refused
   * @throws {VendorResponseError} a redirect leads away from CrowdStrike, or the answer holds no token
   */
  async current(): Promise<Session> {
    const customer = customerOf(await this.#credentials.current());
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
    let url = this.#url;
    let clientSecret = '';
    let customer = '';
    const answer = await authorized(
      this.#credentials,
      async (credentials) => {
        clientSecret = credentials.clientSecret;
        customer = customerOf(credentials);
        const first = await this.#post(this.#url, credentials);
        url = REDIRECTS.includes(first.status) ? otherCloud(first, this.#url) : this.#url;
        return url === this.#url ? first : this.#post(url, credentials);
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

  #post(url: string, { clientId, clientSecret, memberCid }: CrowdstrikeCredentials): Promise<HttpAnswer> {
    return send(this.#recipient, {
      method: 'POST',
      url: new URL('/oauth2/token', url),
      form: { client_id: clientId, client_secret: clientSecret, ...(memberCid && { member_cid: memberCid }) },
      secrets: [clientSecret], // not the former token, which may be the answer again
    });
  }
}

/** The customer that a token is of: a secret that names another one ends it. */
const customerOf = ({ clientId, memberCid = '' }: CrowdstrikeCredentials) => [clientId, memberCid].join(' ');

const ADVICE =
  "check clientId, clientSecret and memberCid in CrowdStrike's secret, url in the parameter crowdstrike, and the IP allow-list of its API clients";
