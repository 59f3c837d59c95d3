import { randomBytes, randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { anyVendor } from '../../emulators/any-vendor.ts';
import { readJson, serveVendor, type VendorRequest } from '../../emulators/network/vendor-server.ts';
import type { FaultAnswer, Holding, Surroundings, VendorEmulator } from '../../emulators/vendor.ts';

const awsAccountId = '123123123123';
const name = 'fixture';
const calls = { api: '^', registering: '^PATCH ' };
const errorAnswer = (status: number, message: string): FaultAnswer => ({ status, body: message });
const identity = (partition: string) => `arn:${partition}:iam::${awsAccountId}:role/fixture-reader`;
const Switches = v.strictObject({ status: v.optional(v.string(), 'registered') });
const Body = v.object({ roleArn: v.string(), name: v.string() });

type Route = (accountId: string, request: VendorRequest) => Response | Promise<Response>;

/** What each one that runs holds, by account. */
export const heldBy = new WeakMap<object, Map<string, Holding>>();

/** All that the world needs of the vendor that exists in tests only. */
export const fixture = {
  ...{ name, title: 'Fixture', port: 4579, Switches, calls, identity, errorAnswer },
  presets: anyVendor({ name, calls, errorAnswer, unauthorized: 'no such token', forbidden: 'may not' }),
  options: {},
  credentials: ['token'],
  async start({ network, port, partition, assumeRole }: Surroundings) {
    const switches = v.parse(Switches, {});
    const token = randomBytes(32).toString('hex');
    const externalId = randomUUID();
    const state = { held: new Map<string, Holding>() };
    const answer = (holding: Holding | undefined) =>
      holding === undefined ? Response.json({}, { status: 404 }) : Response.json(holding);
    const routes: Record<string, Route> = {
      'GET /accounts': () => Response.json([...state.held.values()]),
      'GET /accounts/{id}/trust': () => Response.json({ principal: identity(partition), externalId }),
      'PATCH /accounts/{id}': async (accountId, request) => {
        const { roleArn, name: title } = v.parse(Body, readJson(request));
        const assumed = await assumeRole({ arn: roleArn, externalId });
        if (!assumed.ok) return new Response(assumed.message, { status: 422 });
        const known = { accountId, id: randomUUID(), status: switches.status, ...state.held.get(accountId) };
        state.held.set(accountId, {
          ...known,
          name: title,
          roleArn,
          externalId,
          details: { accountId, roleArn },
        });
        return answer(state.held.get(accountId));
      },
      'DELETE /accounts/{id}': (accountId) => {
        const gone = state.held.get(accountId);
        state.held.delete(accountId);
        return answer(gone);
      },
    };
    const listening = await serveVendor<Route>(
      {
        ...{ side: name, routes, account: ({ params }) => params['id'] },
        answer: async (request, route) =>
          request.headers.get('authorization') === `Bearer ${token}`
            ? ((await route?.(request.params['id'] ?? '', request)) ?? answer(undefined))
            : new Response('no such token', { status: 401 }),
      },
      network,
      port,
    );
    const { url } = listening;
    const running = {
      ...listening,
      ...{ switches, state },
      secret: { token },
      settings: { url, trustedAccountId: awsAccountId },
      variables: { FIXTURE_URL: url },
      holds: () => [...state.held.values()],
      examine: async (accountId: string) => {
        const { roleArn: arn = '', externalId: known = '' } = state.held.get(accountId) ?? {};
        const assumed = await assumeRole({ arn, externalId: known });
        return assumed.ok ? [] : [assumed.message];
      },
    };
    heldBy.set(running, state.held);
    return running;
  },
} satisfies VendorEmulator;
