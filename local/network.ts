import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import * as z from 'zod';

/** The three emulated sides that a request can go to. */
export const Side = z.enum(['aws', 'cloudcraft', 'crowdstrike']);
export type Side = z.infer<typeof Side>;

/**
 * One way for a request to go wrong.
 *
 * - `to`, `call`: the requests it applies to; `call` is a regular expression over the call's name
 *   (`sts:AssumeRole`, `POST /aws/account`), all calls of that side when it is left out.
 * - `skip`, `times`: let the first `skip` matching calls pass, then play `times` times (for ever when left out).
 * - `effect`: `none` plays it instead of the call, `taken` lets the call do its work and spoils only the answer.
 * - `answer`: what the caller gets: a response of that status, headers and body; or a delay in emulated seconds
 *   before or in the middle of the true answer; or a connection that is cut. A delay before the answer also holds back
 *   the call's work, which a caller who has hung up meanwhile no longer gets done, unless `effect` is `taken`.
 *   In the middle of a body there is an answer already, so the work is always done.
 */
export const Fault = z.strictObject({
  to: Side,
  call: z.string().optional(),
  skip: z.number().int().nonnegative().default(0),
  times: z.number().int().positive().optional(),
  effect: z.enum(['none', 'taken']).default('none'),
  answer: z.union([
    z.strictObject({
      status: z.number().int().min(200).max(599),
      headers: z.record(z.string(), z.string()).default({}),
      body: z.string().default(''),
    }),
    z.strictObject({ delaySeconds: z.number().nonnegative(), part: z.enum(['headers', 'body']) }),
    z.strictObject({ cut: z.enum(['connection', 'body']) }),
  ]),
});
export type Fault = z.infer<typeof Fault>;

/** A request that reached an emulator: `name` is the AWS operation (`iam:CreateRole`) or the vendor's `METHOD /path`. */
export interface Call {
  to: Side;
  name: string;
  /** The 12-digit account that an AWS call acts in, or that a vendor's call speaks of, where it is known. */
  account?: string | undefined;
  /** HTTP status that the emulator gave; absent when a fault cut the connection. */
  status?: number;
}

type Server = Context<{ Bindings: HttpBindings }>;

/** What lies between Rollcall and the other sides: it records every call and plays the faults that are set. */
export class Network {
  readonly calls: Call[] = [];
  readonly #pace: number;
  #faults: { fault: Fault; applies: RegExp; seen: number }[] = [];

  /** @param pace real seconds per emulated second */
  constructor(pace: number) {
    this.#pace = pace;
  }

  /**
   * Replaces the faults that are in force; each counts its `skip` and `times` from here.
   *
   * @throws ZodError for what is not a fault, SyntaxError for a `call` that is not a regular expression
   */
  set faults(faults: z.input<typeof Fault>[]) {
    this.#faults = z
      .array(Fault)
      .parse(faults)
      .map((fault) => ({ fault, applies: new RegExp(fault.call ?? ''), seen: 0 }));
  }

  get faults(): Fault[] {
    return this.#faults.map(({ fault }) => fault);
  }

  /**
   * Passes one request on to `serve`, recorded, and spoiled by the first fault that applies to it.
   *
   * @param server the request's context
   * @param call which call it is
   * @param serve does the call's work and gives its true answer
   */
  async pass(server: Server, call: Call, serve: () => Promise<Response>): Promise<Response> {
    this.calls.push(call);
    const fault = this.#next(call);
    const answer = fault === undefined ? await serve() : await this.#spoil(server, fault, serve);
    if (answer !== RESPONSE_ALREADY_SENT) call.status = answer.status;
    else if (server.env.outgoing.writableEnded) call.status = server.env.outgoing.statusCode;
    return answer;
  }

  #next(call: Call): Fault | undefined {
    for (const entry of this.#faults) {
      const { to, skip, times } = entry.fault;
      if (to !== call.to || !entry.applies.test(call.name)) continue;
      entry.seen += 1;
      if (entry.seen > skip && (times === undefined || entry.seen <= skip + times)) return entry.fault;
    }
    return undefined;
  }

  async #spoil(server: Server, fault: Fault, serve: () => Promise<Response>): Promise<Response> {
    const { answer } = fault;
    if ('delaySeconds' in answer) return this.#delay(server, fault, serve);
    const inBody = 'cut' in answer && answer.cut === 'body';
    const truth = fault.effect === 'taken' || inBody ? await serve() : undefined;
    if ('status' in answer) return new Response(bodyless.has(answer.status) ? null : answer.body, answer);
    if (inBody && truth !== undefined) await sendHalf(server, truth);
    server.env.incoming.socket.destroy();
    return RESPONSE_ALREADY_SENT;
  }

  async #delay(server: Server, { answer, effect }: Fault, serve: () => Promise<Response>): Promise<Response> {
    if (!('delaySeconds' in answer)) return serve();
    const inBody = answer.part === 'body';
    const truth = effect === 'taken' || inBody ? await serve() : undefined;
    const rest = inBody && truth !== undefined ? await sendHalf(server, truth) : undefined;
    await sleep(answer.delaySeconds * 1000 * this.#pace, undefined, { ref: false });
    if (rest !== undefined) server.env.outgoing.end(rest);
    if (rest !== undefined || server.env.incoming.socket.destroyed) return RESPONSE_ALREADY_SENT;
    return truth ?? serve();
  }
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
