import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import * as v from 'valibot';
import { Created, Fetch, Sent } from '../clock/reports.ts';

/**
 * Whose call it is: the function by its key in `serverless.yml`, or the state in the same form, where a function has more
 * than one; and what its input says of vendor and execution.
 */
export const Caller = v.object({
  function: v.string(),
  vendor: v.optional(v.string()),
  execution: v.optional(v.string()),
});
export type Caller = v.InferOutput<typeof Caller>;

/** What the input of a function says of its caller; of a function for several states, which of them it is. */
export const Task = v.pipe(
  v.object({ ...v.omit(Caller, ['function']).entries, step: v.optional(v.string()) }),
  v.transform(({ step, ...task }) => ({ ...task, ...(step && { function: camel(step) }) })),
);

const camel = (state: string) => state.replace(/^./, (letter) => letter.toLowerCase());

/** What is known of a caller, for any that fits. */
export type SomeCaller = { [Key in keyof Caller]?: Caller[Key] | undefined };

/** Whether a caller is one of those that have all these properties; one that is undefined is not asked for. */
export const isFrom = (caller: Caller | undefined, from: SomeCaller = {}): boolean =>
  PROPERTIES.every((property) => from[property] === undefined || from[property] === caller?.[property]);

const PROPERTIES = ['execution', 'function', 'vendor'] as const;

/** The process that an invocation ran in has ended. Source of the words: Lambda's own answer when a runtime exits. */
export class ProcessEndedError extends Error {
  override readonly name = 'Runtime.ExitError';
  override readonly message = 'Runtime exited with error: exit status 1';
}

const underWay = new AsyncLocalStorage<Invocation>();
/** Which invocation last sent a request through a connection, by the connection's two ports. */
const senders = new Map<string, Invocation>();
let running = 0;

/** One invocation of a function in this process. Every request that it sends can be attributed to it. */
export class Invocation {
  readonly caller: Caller;
  readonly #end = Promise.withResolvers<never>();
  ended = false;

  constructor(caller: Caller) {
    this.caller = caller;
  }

  /**
   * Does the function's work.
   * @throws {ProcessEndedError} the process was ended; whatever of the work goes on reaches nobody any more
   */
  run<T>(work: () => Promise<T>): Promise<T> {
    if (running === 0) listen();
    running += 1;
    const done = underWay.run(this, work).finally(() => {
      running -= 1;
      if (running === 0) stopListening();
    });
    return Promise.race([done, this.#end.promise]);
  }

  /** Ends the invocation's process, as running out of memory does. */
  end(): void {
    this.ended = true;
    this.#end.reject(new ProcessEndedError());
  }
}

/** The invocation that sent the request which a server in this process reads from the connection. */
export const invocationBehind = ({ localPort, remotePort }: Socket): Invocation | undefined =>
  senders.get(`${remotePort}>${localPort}`);

// Node's own client, which the AWS SDK uses, and fetch publish their requests on these channels.
const channels: Record<string, (message: unknown) => void> = {
  'http.client.request.created': (message) => {
    const { request } = v.parse(Created, message);
    const sender = underWay.getStore();
    request.once('socket', (socket: Socket) => {
      if (socket.connecting) socket.once('connect', () => remember(socket, sender));
      else remember(socket, sender);
    });
  },
  'undici:request:create': (message) => {
    const sender = underWay.getStore();
    if (sender !== undefined) fetches.set(v.parse(Fetch, message).request, sender);
  },
  'undici:client:sendHeaders': (message) => {
    const [request, socket] = v.parse(Sent, message);
    remember(socket, fetches.get(request));
  },
};

const fetches = new WeakMap<object, Invocation>();

function remember({ localPort, remotePort }: Socket, sender: Invocation | undefined): void {
  const connection = `${localPort}>${remotePort}`;
  if (sender === undefined) senders.delete(connection);
  else senders.set(connection, sender);
}

function listen(): void {
  for (const [name, heard] of Object.entries(channels)) subscribe(name, heard);
}

function stopListening(): void {
  for (const [name, heard] of Object.entries(channels)) unsubscribe(name, heard);
  senders.clear();
}
