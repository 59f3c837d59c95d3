import { randomUUID } from 'node:crypto';
import { isSimulated } from '../clock/clock.ts';
import type { Listening } from '../network/listen.ts';
import type { Network } from '../network/network.ts';
import { rateLimiter } from '../network/rate-limit.ts';
import { type AssumeRole, readJson, serveVendor, type VendorRequest } from '../network/vendor-server.ts';
import { addAccount, type Ledger, listAccounts, removeAccount, tryRole, updateAccount } from './accounts.ts';
import { admit, mayWrite } from './admit.ts';
import { answer, CloudcraftRefusal, compressed } from './answer.ts';
import { iamParameters, iamPolicy } from './iam-parameters.ts';
import { type ApiKey, type CloudcraftState, newUser } from './state.ts';
import type { CloudcraftSwitches } from './switches.ts';

/** A running Cloudcraft: `state` is what it knows, to be read and changed freely. */
export interface Cloudcraft extends Listening {
  state: CloudcraftState;
  /** Tries the roles of an account's entries, and says why one cannot be used; nothing where all can. */
  examine(accountId: string): Promise<string[]>;
}

/** `apiKey` can read and write; further keys go into the state. `awsAccountId` is where Cloudcraft itself lives. */
export interface CloudcraftOptions {
  network: Network;
  switches: CloudcraftSwitches;
  assumeRole: AssumeRole;
  port?: number;
  apiKey: string;
  awsAccountId?: string;
}

/** Starts an emulated Cloudcraft, as far as its API is publicly established; see its switches for what is not. */
export const startCloudcraft = async (options: CloudcraftOptions): Promise<Cloudcraft> => {
  const { network, switches, assumeRole } = options;
  const state: CloudcraftState = {
    externalId: randomUUID(),
    apiKeys: [{ key: options.apiKey, mode: 'read-write', user: newUser('Local Owner') }],
    accounts: [],
    deleted: [],
  };
  const ledger = { state, switches, assumeRole };
  const door = { state, switches, limit: rateLimiter() };
  const listening = await serveVendor<Route>(
    {
      side: 'cloudcraft',
      routes: routes(ledger, options.awsAccountId ?? '968898580625'),
      account: (request) => accountOf(request, state),
      answer: async (request, route) => {
        if (route === undefined) return new CloudcraftRefusal(404, 'not_found', 'Not found').answer();
        const caller = admit(request, door);
        const answered = caller instanceof Response ? caller : await refusable(() => route(caller, request));
        // Faults that rewrite an answer read it as text.
        return isSimulated() ? answered : compressed(answered, request.headers.get('accept-encoding'));
      },
    },
    network,
    options.port,
  );
  const examine = async (accountId: string) => {
    const own = state.accounts.filter(({ roleArn }) => roleArn.split(':')[4] === accountId);
    const tried = await Promise.all(own.map((each) => tryRole(ledger, { ...each, arn: each.roleArn })));
    return tried.filter((problem) => problem !== undefined);
  };
  return { ...listening, state, examine };
};

type Route = (caller: ApiKey, request: VendorRequest) => Response | Promise<Response>;

/** By call name. Source: DataDog/documentation `data/cloudcraft.json`; the policies: cloudcraft-go `aws.go`. */
const routes = (ledger: Ledger, awsAccountId: string): Record<string, Route> => ({
  'GET /aws/account': () => listAccounts(ledger),
  'POST /aws/account': writing((caller, request) => addAccount(ledger, caller, request)),
  'PUT /aws/account/{id}': writing((_, request) => updateAccount(ledger, request)),
  'DELETE /aws/account/{id}': writing((_, request) => removeAccount(ledger, request)),
  'GET /aws/account/iamParameters': (caller) => iamParameters(awsAccountId, caller),
  'GET /aws/account/iamParameters/policy/minimal': () => iamPolicy('minimal', ledger.switches),
  'GET /aws/account/iamParameters/policy/custom': () => iamPolicy('custom', ledger.switches),
  'GET /user/me': ({ user: { externalId, ...user } }) =>
    answer(
      200,
      { ...user, settings: {}, updatedAt: user.createdAt, accessedAt: new Date().toISOString() },
      notKept,
    ),
});

/** Of what changes. */
const notKept = { 'cache-control': 'no-cache, no-store' };

const writing =
  (route: Route): Route =>
  (caller, request) => {
    mayWrite(caller);
    return route(caller, request);
  };

const refusable = async (serve: () => Response | Promise<Response>): Promise<Response> => {
  try {
    return await serve();
  } catch (error) {
    if (error instanceof CloudcraftRefusal) return error.answer();
    throw error;
  }
};

/** A request speaks of an AWS account by the role's ARN, or by the id of what Cloudcraft keeps. */
const accountOf = (request: VendorRequest, { accounts }: CloudcraftState): string | undefined => {
  const json = readJson(request);
  const said =
    typeof json === 'object' && json !== null && 'roleArn' in json ? String(json.roleArn) : undefined;
  const { id } = request.params;
  const kept = accounts.find((account) => account.id === id)?.roleArn;
  return /:iam::(\d{12}):/.exec(said ?? kept ?? '')?.[1];
};
