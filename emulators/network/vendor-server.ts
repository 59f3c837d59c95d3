import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { type Listening, listen } from './listen.ts';
import type { Network } from './network.ts';

/**
 * How an emulated vendor assumes a role of a customer's account: with its own AWS credentials, through the same STS as everybody.
 * A refusal comes back as a value, with what STS said.
 */
export type AssumeRole = (role: RoleToAssume) => Promise<Session | { ok: false; message: string }>;

interface RoleToAssume {
  arn: string;
  externalId: string;
  /** Where the vendor works as the role; us-east-1 when left out. */
  region?: string;
}

/** The vendor as the role. */
interface Session {
  ok: true;
  /** Whether the role lets the vendor in without the external id too, or with another, and so every customer of the vendor. */
  isOpen: boolean;
  /** What AWS says to a call of that action on every resource; undefined where it is allowed. */
  refuses(action: string): string | undefined;
}

/** One request, read whole: `host` as the caller named it, `params` the values of the path's placeholders. */
export interface VendorRequest {
  host: string;
  remoteAddress: string;
  headers: Headers;
  params: Record<string, string>;
  query: URLSearchParams;
  body: string;
}

/** A vendor's API, with or without a slash at a path's end: `routes` by call name (`PUT /aws/account/{id}`), each with whatever `answer` needs to serve it. */
export interface VendorApi<Route> {
  /** The vendor's name. */
  side: string;
  routes: Record<string, Route>;
  /** The AWS account that a request is about, where it says so. */
  account(request: VendorRequest): string | undefined;
  /** Answers a request; `route` is undefined for a path or method that the vendor does not have. */
  answer(request: VendorRequest, route: Route | undefined): Promise<Response>;
}

/** Serves a vendor's API on loopback, every request through the network. */
export const serveVendor = <Route>(
  api: VendorApi<Route>,
  network: Network,
  port?: number,
): Promise<Listening> => {
  const app = new Hono<{ Bindings: HttpBindings }>({ strict: false });
  const pass = async (server: Server, name: string, route: Route | undefined) => {
    const request = await read(server);
    const call = { to: api.side, name, account: api.account(request) };
    return network.pass(server, call, () => api.answer(request, route));
  };
  for (const [name, route] of Object.entries(api.routes)) {
    const [method = '', path = ''] = name.split(' ');
    app.on(method, path.replaceAll(/\{(\w+)\}/g, ':$1'), (server) => pass(server, name, route));
  }
  app.notFound((server) => pass(server, `${server.req.method} ${server.req.path}`, undefined));
  return listen(app, port);
};

/** A request's JSON, or undefined when it does not say that it is JSON or is not. */
export const readJson = ({ headers, body }: VendorRequest): unknown => {
  if (!/^application\/([\w.-]+\+)?json\b/i.test(headers.get('content-type') ?? '')) return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

type Server = Context<{ Bindings: HttpBindings }>;

const read = async ({ req, env }: Server): Promise<VendorRequest> => ({
  host: req.header('host') ?? '',
  remoteAddress: env.incoming.socket.remoteAddress ?? '',
  headers: req.raw.headers,
  params: req.param(),
  query: new URL(req.url).searchParams,
  body: await req.text(),
});
