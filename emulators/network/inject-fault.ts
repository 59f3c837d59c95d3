import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import { stall } from '../clock/clock.ts';
import type { Fault } from './fault.ts';
import { rewrite } from './rewrite.ts';

/** A server's side of a request. */
export type Server = Context<{ Bindings: HttpBindings }>;

/** What a fault is injected into. */
interface Exchange {
  server: Server;
  /** Ends the process that called, where it can be reached. */
  endCaller: () => void;
}

/** Injects a fault into one request. @param serve does the call's work and gives its true answer */
export async function injectFault(fault: Fault, serve: Serve, exchange: Exchange): Promise<Response> {
  const { answer } = fault;
  const { server } = exchange;
  if (fault.effect === 'late') setTimeout(() => void serve(), fault.lateSeconds * 1000);
  if ('delaySeconds' in answer) return delay(fault, serve, exchange);
  if ('rewritten' in answer) return rewrite(await serve(), answer.rewritten);
  const inBody = 'cut' in answer && answer.cut === 'body';
  const truth = fault.effect === 'taken' || inBody ? await serve() : undefined;
  if ('status' in answer) return new Response(bodyless.has(answer.status) ? null : answer.body, answer);
  if (inBody && truth !== undefined) await sendHalf(server, truth);
  if ('process' in answer) exchange.endCaller();
  server.env.incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

type Serve = () => Promise<Response>;

async function delay({ answer, effect }: Fault, serve: Serve, { server }: Exchange): Promise<Response> {
  if (!('delaySeconds' in answer)) return serve();
  const inBody = answer.part === 'body';
  const truth = effect === 'taken' || inBody ? await serve() : undefined;
  if (inBody && truth?.body === null) return truth; // it has no middle
  const rest = inBody && truth !== undefined ? await sendHalf(server, truth) : undefined;
  await stall(server.env.incoming.socket, answer.delaySeconds);
  if (rest !== undefined) server.env.outgoing.end(rest);
  if (rest !== undefined || server.env.incoming.socket.destroyed) return RESPONSE_ALREADY_SENT;
  return truth ?? serve();
}

/** Statuses whose answers have no body (RFC 9110); `Response` refuses to give them one. */
const bodyless = new Set([204, 205, 304]);

/** Sends an answer's headers and the first half of its body; gives the other half. */
const sendHalf = async (server: Server, truth: Response): Promise<Buffer> => {
  const body = Buffer.from(await truth.arrayBuffer());
  const { outgoing } = server.env;
  const headers = Object.fromEntries(truth.headers);
  outgoing.writeHead(truth.status, { ...headers, 'content-length': String(body.length) });
  outgoing.flushHeaders();
  const middle = Math.floor(body.length / 2);
  if (middle > 0) await new Promise<void>((sent) => outgoing.write(body.subarray(0, middle), () => sent()));
  return body.subarray(middle);
};
