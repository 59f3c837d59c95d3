import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import * as z from 'zod';
import { stall } from '../clock/clock.ts';
import { Caller, invocationBehind, isFrom } from '../engine/invocation.ts';
import { type Server, spoil } from './spoil.ts';

/** The three emulated sides that a request can go to. */
export const Side = z.enum(['aws', 'cloudcraft', 'crowdstrike']);
export type Side = z.infer<typeof Side>;

/**
 * One way for a request to go wrong.
 *
 * - `to`, `call`, `from`: the requests it applies to: those to one side, those whose name (`sts:AssumeRole`,
 *   `POST /aws/account`) the regular expression `call` matches, those by the function, for the vendor and in the
 *   execution that `from` says. Whatever is left out makes no difference.
 * - `skip`, `times`: let the first `skip` matching calls pass, then play `times` times (for ever when left out).
 * - `effect`: `none` plays it instead of the call, `taken` lets the call do its work and spoils only the answer.
 * - `answer`: what the caller gets:
 *   - a response of that status, headers and body;
 *   - the true answer rewritten, its work always done: with another status, or its JSON torn, with everything of another
 *     type, with fields that nobody knows, with null for every list, or with texts that are too long for anything;
 *   - a delay in seconds before or in the middle of the true answer. A delay before the answer also holds back
 *     the call's work, which a caller who has hung up meanwhile no longer gets done, unless `effect` is `taken`.
 *     In the middle of a body there is an answer already, so the work is always done;
 *   - a connection that is cut;
 *   - nothing ever again: the process that called ends, where it is a function that runs in this one.
 */
export const Fault = z.strictObject({
  to: Side.optional(),
  call: z.string().optional(),
  from: Caller.partial().optional(),
  skip: z.number().int().nonnegative().default(0),
  times: z.number().int().positive().optional(),
  effect: z.enum(['none', 'taken']).default('none'),
  answer: z.union([
    z.strictObject({
      status: z.number().int().min(200).max(599),
      headers: z.record(z.string(), z.string()).default({}),
      body: z.string().default(''),
    }),
    z.strictObject({
      rewritten: z.strictObject({
        status: z.number().int().min(200).max(599).optional(),
        body: z.enum(['torn', 'wrong types', 'unknown fields', 'null lists', 'long texts']).optional(),
      }),
    }),
    z.strictObject({ delaySeconds: z.number().nonnegative(), part: z.enum(['headers', 'body']) }),
    z.strictObject({ cut: z.enum(['connection', 'body']) }),
    z.strictObject({ process: z.literal('ends') }),
  ]),
});
export type Fault = z.infer<typeof Fault>;

/** A request that reached an emulator: `name` is the AWS operation (`iam:CreateRole`) or the vendor's `METHOD /path`. */
export interface Call {
  to: Side;
  name: string;
  /** The 12-digit account that an AWS call acts in, or that a vendor's call speaks of, where it is known. */
  account?: string | undefined;
  /** Who called, where it is a function that runs in this process. */
  from?: Caller | undefined;
  /** HTTP status that the emulator gave; absent when a fault cut the connection. */
  status?: number;
}

/** What lies between Rollcall and the other sides: it records every call and plays the faults that are set. */
export class Network {
  readonly calls: Call[] = [];
  /** Seconds that a request takes to reach a side, and its answer to come back; none where it is left out. */
  latencySeconds: { [To in Side]?: number } = {};
  #faults: { fault: Fault; name: RegExp; seen: number }[] = [];

  /**
   * Replaces the faults that are in force; each counts its `skip` and `times` from here.
   *
   * @throws ZodError for what is not a fault, SyntaxError for a `call` that is not a regular expression
   */
  set faults(faults: z.input<typeof Fault>[]) {
    this.#faults = z
      .array(Fault)
      .parse(faults)
      .map((fault) => ({ fault, name: new RegExp(fault.call ?? ''), seen: 0 }));
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
    const { incoming, outgoing } = server.env;
    const invocation = invocationBehind(incoming.socket);
    if (invocation?.ended) {
      incoming.socket.destroy();
      return RESPONSE_ALREADY_SENT;
    }
    const known = { ...call, ...(invocation && { from: invocation.caller }) };
    this.calls.push(known);
    await stall(incoming.socket, this.latencySeconds[call.to] ?? 0);
    if (incoming.socket.destroyed) return RESPONSE_ALREADY_SENT;
    const fault = this.#next(known);
    const endCaller = () => invocation?.end();
    const answer = fault === undefined ? await serve() : await spoil(fault, serve, { server, endCaller });
    if (answer !== RESPONSE_ALREADY_SENT) known.status = answer.status;
    else if (outgoing.writableEnded) known.status = outgoing.statusCode;
    return answer;
  }

  #next(call: Call): Fault | undefined {
    for (const entry of this.#faults) {
      const { skip, times } = entry.fault;
      if (!applies(entry, call)) continue;
      entry.seen += 1;
      if (entry.seen > skip && (times === undefined || entry.seen <= skip + times)) return entry.fault;
    }
    return undefined;
  }
}

const applies = ({ fault: { to, from }, name }: { fault: Fault; name: RegExp }, call: Call) =>
  (to === undefined || to === call.to) && name.test(call.name) && isFrom(call.from, from);
