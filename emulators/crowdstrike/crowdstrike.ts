import { randomBytes } from 'node:crypto';
import type { Listening } from '../network/listen.ts';
import type { Network } from '../network/network.ts';
import { rateLimiter } from '../network/rate-limit.ts';
import { type AssumeRole, readJson, serveVendor, type VendorRequest } from '../network/vendor-server.ts';
import { cloudSecurity } from './cloud-security.ts';
import { d4c, setUpUrls } from './d4c.ts';
import { deregister } from './deregister.ts';
import type { Family } from './family.ts';
import { passGateway, type Route } from './gateway.ts';
import { lookUp } from './look-up.ts';
import { queryAccounts } from './query.ts';
import { register } from './register.ts';
import { scan } from './scan.ts';
import { allScopes, type CrowdstrikeState, type Falcon } from './state.ts';
import type { CrowdstrikeSwitches } from './switches.ts';
import { issueToken, revokeToken } from './token.ts';
import { tryRole } from './try-role.ts';
import { update } from './update.ts';
import { validate } from './validate.ts';

/** A running CrowdStrike: `state` is what it knows, to be read and changed freely. */
export interface Crowdstrike extends Listening {
  state: CrowdstrikeState;
  /** Scans what is registered of an account now, and says why CrowdStrike cannot work in it; nothing where it can. */
  examine(accountId: string): Promise<string[]>;
  /** Makes every token that was issued worthless at once. */
  revokeTokens(): void;
}

/** `clientId` has every scope. `partition` is that of the customer's accounts, `region` CrowdStrike's own cloud. */
export interface CrowdstrikeOptions {
  network: Network;
  switches: CrowdstrikeSwitches;
  assumeRole: AssumeRole;
  port?: number;
  clientId: string;
  clientSecret: string;
  partition?: string;
  region?: string;
  managementAccountId?: string;
  /** The role of CrowdStrike that assumes the customer's. */
  intermediateRoleArn: string;
}

/** Starts an emulated CrowdStrike, as far as its API is publicly established; see its switches for what is not. */
export const startCrowdstrike = async (options: CrowdstrikeOptions): Promise<Crowdstrike> => {
  const { network, partition = 'aws', region = 'us-1', clientId, clientSecret } = options;
  const { switches, assumeRole, intermediateRoleArn, managementAccountId = '111122223333' } = options;
  const state: CrowdstrikeState = {
    cid: randomBytes(16).toString('hex'),
    externalId: randomBytes(16).toString('hex'),
    clients: [{ clientId, clientSecret, scopes: [...allScopes] }],
    tokens: [],
    registrations: [],
    deregistered: [],
  };
  const limit = rateLimiter();
  const falcon: Falcon = {
    state,
    switches,
    assumeRole,
    limit,
    partition,
    region,
    intermediateRoleArn,
    managementAccountId,
  };
  const answer = (request: VendorRequest, route: Route | undefined) => passGateway(falcon, request, route);
  const api = { side: 'crowdstrike', routes: routes(falcon), account: accountOf, answer } as const;
  const listening = await serveVendor<Route>(api, network, options.port);
  const revokeTokens = () => {
    state.tokens = [];
  };
  const examine = (accountId: string) => examineAll(falcon, accountId);
  return { ...listening, state, revokeTokens, examine };
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
  'POST /cloud-security-registration-aws/entities/account/validate/v1': {
    scope: cloudSecurity.write,
    work: (request) => validate(falcon, request),
  },
  'POST /cloud-security-registration-aws/entities/account-scans/v1': {
    scope: cloudSecurity.write,
    work: (request) => scan(falcon, request),
  },
  'GET /cloud-connect-aws/entities/console-setup-urls/v1': {
    scope: d4c.read,
    work: () => ({ status: 200, resources: setUpUrls(falcon) }),
  },
  'GET /cloud-security-registration-aws/queries/account/v1': {
    scope: cloudSecurity.read,
    work: (request) => queryAccounts(falcon, request),
  },
});

const examineAll = async (falcon: Falcon, accountId: string): Promise<string[]> => {
  const own = falcon.state.registrations.filter((registration) => registration.accountId === accountId);
  const trials = await Promise.all(own.map((registration) => tryRole(falcon, registration)));
  return trials.flatMap(({ problem, missing }) => [
    ...(problem === undefined ? [] : [problem]),
    ...missing.map((action) => `the role is not allowed ${action}`),
  ]);
};

const accountRoutes = (falcon: Falcon, family: Family): Record<string, Route> => ({
  [`POST ${family.path}`]: { scope: family.write, work: (request) => register(falcon, family, request) },
  [`GET ${family.path}`]: { scope: family.read, work: (request) => lookUp(falcon, family, request) },
  [`DELETE ${family.path}`]: { scope: family.write, work: (request) => deregister(falcon, family, request) },
});

/** A request names its account when it is about just one: in its query, or in its body. */
const accountOf = (request: VendorRequest): string | undefined => {
  const json = readJson(request);
  const said = JSON.stringify(json ?? '').matchAll(/"account_id":"(\d{12})"/g);
  const asked = [...request.query.getAll('ids'), ...request.query.getAll('account-id')];
  const accounts = [...asked, ...[...said].map(([, account]) => account)];
  return accounts.length === 1 ? accounts[0] : undefined;
};
