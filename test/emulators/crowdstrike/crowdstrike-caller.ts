import * as v from 'valibot';
import { startCrowdstrike } from '../../../emulators/crowdstrike/crowdstrike.ts';
import { CrowdstrikeSwitches } from '../../../emulators/crowdstrike/switches.ts';
import { Network } from '../../../emulators/network/network.ts';

const Body = v.object({
  access_token: v.optional(v.string()),
  meta: v.optional(v.record(v.string(), v.unknown())),
  errors: v.nullish(v.array(v.record(v.string(), v.unknown()))),
  resources: v.nullish(v.array(v.unknown())),
});

export const credentials = { client_id: 'c'.repeat(32), client_secret: 's'.repeat(40) };
export const intermediateRoleArn = 'arn:aws:iam::292230061137:role/CrowdStrikeCSPMConnector';

/** A CrowdStrike on loopback with somebody who calls it, and the roles that it can assume, by ARN and external id. */
export const startCaller = async (overrides: v.InferInput<typeof CrowdstrikeSwitches> = {}) => {
  const network = new Network();
  const switches = v.parse(CrowdstrikeSwitches, { operationalAfter: 0, ...overrides });
  const roles = new Map<string, string>();
  const refused = new Map<string, string>();
  const session = { isOpen: false };
  const crowdstrike = await startCrowdstrike({
    network,
    switches,
    assumeRole: async ({ arn, externalId }) =>
      roles.get(arn) === externalId
        ? { ok: true, ...session, refuses: (action) => refused.get(action) }
        : { ok: false, message: 'not authorized' },
    clientId: credentials.client_id,
    clientSecret: credentials.client_secret,
    intermediateRoleArn,
  });
  const send = async (name: string, init: RequestInit) => {
    const [method = '', path = ''] = name.split(' ');
    const response = await fetch(crowdstrike.url + path, { redirect: 'manual', ...init, method });
    const text = await response.text();
    return { ...pick(response), text, body: v.parse(Body, text === '' ? {} : JSON.parse(text)) };
  };
  const token = (form: Record<string, string> = credentials) =>
    send('POST /oauth2/token', { body: new URLSearchParams(form) });
  const bearer = (await token()).body.access_token ?? '';
  const call = (name: string, body?: unknown, authorization = `Bearer ${bearer}`) => {
    const headers = { authorization, 'content-type': 'application/json' };
    return send(name, body === undefined ? { headers } : { headers, body: JSON.stringify(body) });
  };
  return {
    crowdstrike,
    state: crowdstrike.state,
    network,
    switches,
    roles,
    refused,
    session,
    send,
    token,
    bearer,
    call,
  };
};

const pick = ({ status, headers }: Response) => ({ status, headers });
