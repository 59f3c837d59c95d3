import { randomBytes } from 'node:crypto';
import type { VendorRequest } from '../network/vendor-server.ts';
import { type Answer, FalconRefusal } from './envelope.ts';
import { otherCloud } from './other-cloud.ts';
import type { ApiClient, Falcon } from './state.ts';

/**
 * `POST /oauth2/token`: a bearer token for a client, who names itself in the form or by HTTP Basic.
 * Statuses and texts: ansible_collection_falcon issues 173, 217 and 429; gofalcon `cloud.go`.
 *
 * @throws FalconRefusal for a client that gets none
 */
export const issueToken = (falcon: Falcon, request: VendorRequest): Response => {
  const { state, switches } = falcon;
  const elsewhere = otherCloud(request, switches);
  if (elsewhere !== undefined) return redirect(elsewhere, switches.redirectRegion);
  const form = readForm(request);
  const { clientId } = authenticate(falcon, request, form);
  const member = form.get('member_cid');
  if (member !== null && member !== state.cid) {
    throw new FalconRefusal(403, `Failed to generate access token for customer ID=${member}.`, 'csam');
  }
  const { expiresIn, tokenDiesAfter } = switches;
  const life = tokenDiesAfter ?? expiresIn ?? 1799;
  const value = randomBytes(96).toString('base64url');
  state.tokens.push({ value, clientId, diesAt: Date.now() + life * 1000 });
  const said = expiresIn === null ? {} : { expires_in: expiresIn };
  return Response.json({ access_token: value, ...said, token_type: 'bearer' }, { status: 201 });
};

/** `POST /oauth2/revoke`: ends a token before its time. @throws FalconRefusal for a client that does not show itself */
export const revokeToken = (falcon: Falcon, request: VendorRequest): Answer => {
  const form = readForm(request);
  authenticate(falcon, request, form);
  const { state } = falcon;
  state.tokens = state.tokens.filter(({ value }) => value !== form.get('token'));
  return { status: 200, poweredBy: 'csam' };
};

const redirect = (to: URL, region: string): Response =>
  new Response(null, {
    status: 308,
    headers: { location: new URL('/oauth2/token', to).href, 'x-cs-region': region },
  });

const readForm = ({ headers, body }: VendorRequest): URLSearchParams => {
  if (/^application\/x-www-form-urlencoded\b/i.test(headers.get('content-type') ?? '')) {
    return new URLSearchParams(body);
  }
  throw new FalconRefusal(400, 'Failed to parse request: expected a form', 'csam');
};

const authenticate = (
  { state, switches }: Falcon,
  { headers }: VendorRequest,
  form: URLSearchParams,
): ApiClient => {
  if (!switches.ipAllowed) {
    throw new FalconRefusal(403, 'access denied, authorization failed', 'crowdstrike-api-gateway');
  }
  const [, encoded = ''] = /^Basic +(\S+) *$/i.exec(headers.get('authorization') ?? '') ?? [];
  const [, basicId, basicSecret] = /^([^:]*):(.*)$/.exec(Buffer.from(encoded, 'base64').toString()) ?? [];
  const clientId = basicId ?? form.get('client_id') ?? '';
  const client = state.clients.find((known) => known.clientId === clientId);
  if (client === undefined) {
    throw new FalconRefusal(400, `Failed to generate access token for clientID=${clientId}.`, 'csam');
  }
  if (client.clientSecret === (basicSecret ?? form.get('client_secret'))) return client;
  throw new FalconRefusal(403, 'Failed to issue access token - Not Authorized', 'csam');
};
