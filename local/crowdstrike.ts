import { randomBytes } from 'node:crypto';
import { cloudSecurity } from './crowdstrike/cloud-security.ts';
import { d4c } from './crowdstrike/d4c.ts';
import { deregister } from './crowdstrike/deregister.ts';
import type { Family } from './crowdstrike/family.ts';
import { passGateway, type Route } from './crowdstrike/gateway.ts';
import { lookUp } from './crowdstrike/look-up.ts';
import { queryAccounts } from './crowdstrike/query.ts';
import { register } from './crowdstrike/register.ts';
import { allScopes, type CrowdstrikeState, type Falcon } from './crowdstrike/state.ts';
import type { CrowdstrikeSwitches } from './crowdstrike/switches.ts';
import { issueToken, revokeToken } from './crowdstrike/token.ts';
import { update } from './crowdstrike/update.ts';
import type { Listening } from './listen.ts';
import type { Network } from './network.ts';
import { rateLimiter } from './rate-limit.ts';
import { type AssumeRole, readJson, serveVendor, type VendorRequest } from './vendor-server.ts';

/** A running CrowdStrike: `state` is what it knows, to be read and changed freely. */
export interface Crowdstrike extends Listening {
  state: CrowdstrikeState;
  /** Makes every token that was issued worthless at once. */
  revokeTokens(): void;
}

/** `clientId` has every scope. `partition` is that of the customer's accounts, `region` CrowdStrike's own cloud. */
export interface CrowdstrikeOptions {
  network: Network;
  /** Real seconds per emulated second. */
  pace: number;
  switches: CrowdstrikeSwitches;
  assumeRole: AssumeRole;
  port?: number;
  clientId: string;
  clientSecret: string;
  partition?: string;
  region?: string;
  /** The role of CrowdStrike's that enters the customer's. */
  intermediateRoleArn: string;
}

/** Starts an emulated CrowdStrike, as far as its API is publicly established; see its switches for what is not. */
export const startCrowdstrike = async (options: CrowdstrikeOptions): Promise<Crowdstrike> => {
  const { network, pace, partition = 'aws', region = 'us-1', clientId, clientSecret } = options;
  const { switches, assumeRole, intermediateRoleArn } = options;
  const state: CrowdstrikeState = {
    cid: randomBytes(16).toString('hex'),
    externalId: randomBytes(16).toString('hex'),
    clients: [{ clientId, clientSecret, scopes: [...allScopes] }],
    tokens: [],
    registrations: [],
    deregistered: [],
  };
  const limit = rateLimiter(pace);
  const falcon = { state, switches, assumeRole, limit, pace, partition, region, intermediateRoleArn };
  const answer = (request: VendorRequest, route: Route | undefined) => passGateway(falcon, request, route);
  const api = { side: 'crowdstrike', routes: routes(falcon), account: accountOf, answer } as const;
  const listening = await serveVendor<Route>(api, network, options.port);
  const revokeTokens = () => {
    state.tokens = [];
  };
  return { ...listening, state, revokeTokens };
};

const routes = (falcon: Falcon): Record<string, Route> => ({
  'POST /oauth2/token': { work: (request) => issueToken(falcon, request) },
  'POST /oauth2/revoke': { work: (request) => revokeToken(falcon, request) },
  ...accountRoutes(falcon, d4c),
  ...accountRoutes(falcon, cloudSecurity),
  [`PATCH ${cloudSecurity.path}`]: {
    scope: cloudSecurity.write,
    work: (request) => update(falcon, request),
  },
  'GET /cloud-security-registration-aws/queries/account/v1': {
    scope: cloudSecurity.read,
    work: (request) => queryAccounts(falcon, request),
  },
});

const accountRoutes = (falcon: Falcon, family: Family): Record<string, Route> => ({
  [`POST ${family.path}`]: { scope: family.write, work: (request) => register(falcon, family, request) },
  [`GET ${family.path}`]: { scope: family.read, work: (request) => lookUp(falcon, family, request) },
  [`DELETE ${family.path}`]: { scope: family.write, work: (request) => deregister(falcon, family, request) },
});

/** A request tells its account when it speaks of just one: in its query, or in its body. */
const accountOf = (request: VendorRequest): string | undefined => {
  const json = readJson(request);
  const said = JSON.stringify(json ?? '').matchAll(/"account_id":"(\d{12})"/g);
  const accounts = [...request.query.getAll('ids'), ...[...said].map(([, account]) => account)];
  return accounts.length === 1 ? accounts[0] : undefined;
};
