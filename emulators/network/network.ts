import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import * as v from 'valibot';
import { stall } from '../clock/clock.ts';
import { type Caller, invocationBehind, isFrom } from '../engine/invocation.ts';
import { readAs } from '../read-as.ts';
import { Fault } from './fault.ts';
import { injectFault, type Server } from './inject-fault.ts';

/** A request that reached an emulator: `name` is the AWS operation (`iam:CreateRole`) or the vendor's `METHOD /path`. */
export interface Call {
  /** `aws`, or the name of a vendor. */
  to: string;
  name: string;
  /** The 12-digit account that an AWS call acts in, or that a vendor's call speaks of, where it is known. */
  account?: string | undefined;
  /** Who called, where it is a function that runs in this process. */
  from?: Caller | undefined;
  /** HTTP status that the emulator gave; absent when a fault cut the connection. */
  status?: number;
}

/** What lies between Rollcall and AWS and the vendors: it records every call and injects the faults that are set. */
export class Network {
  readonly calls: Call[] = [];
  /** Seconds that a request takes to a side and back; none where it is left out. */
  latencySeconds: Record<string, number> = {};
  readonly #sides: string[] | undefined;
  #faults: { fault: Fault; name: RegExp; seen: number }[] = [];

  /** @param sides where a request can go, to refuse a fault for any other; any when left out */
  constructor(sides?: string[]) {
    this.#sides = sides;
  }

  /**
   * Replaces the faults that are in force; each counts its `skip` and `times` from here.
   *
   * @throws Error for what is not a fault or of an unknown side, SyntaxError for a `call` that is not a regular expression
   */
  set faults(faults: v.InferInput<typeof Fault>[]) {
    this.#faults = readAs(v.array(Fault), faults).map((fault) => ({
      fault: this.#known(fault),
      name: new RegExp(fault.call ?? ''),
      seen: 0,
    }));
  }

  get faults(): Fault[] {
    return this.#faults.map(({ fault }) => fault);
  }

  /**
   * Passes one request on to `serve`, recorded, and with the first fault that applies to it injected.
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
    const answer =
      fault === undefined ? await serve() : await injectFault(fault, serve, { server, endCaller });
    if (answer !== RESPONSE_ALREADY_SENT) known.status = answer.status;
    else if (outgoing.writableEnded) known.status = outgoing.statusCode;
    return answer;
  }

  #known(fault: Fault): Fault {
    if (fault.to === undefined || this.#sides?.includes(fault.to) !== false) return fault;
    throw new Error(`no requests go to "${fault.to}"; they go to ${this.#sides.join(', ')}`);
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
