import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import * as v from 'valibot';
import { Created, Fetch, Received, Sent } from './reports.ts';
import { watchZlib } from './zlib.ts';

/**
 * What this process is really doing: HTTP requests and answers that are on their way, and what was declared as work. A
 * request that its server has read does not count: what the server does meanwhile is a request, work or a timer in turn.
 */
export class InFlight {
  readonly #changed: () => void;
  /** Requests that were sent and have no whole answer yet; the connection, once there is one. */
  readonly #sent = new Map<object, string | undefined>();
  /** Those requests by their connection. */
  readonly #on = new Map<string, object>();
  /** Those that a server has read, and owes an answer. */
  readonly #read = new Set<object>();
  /** Answers that servers owe, by connection, from the request's end to the answer's. */
  readonly #owed = new Map<string, { response: ServerResponse; request: object | undefined }>();
  /** Connections on which a server is silent on purpose, in the middle of an answer. */
  readonly #stalled = new Set<string>();
  readonly #work = new Set<symbol>();

  /** @param changed is called whenever something ends */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Whether something is under way that goes on without time going by. */
  get isBusy(): boolean {
    return this.#work.size > 0 || this.#sent.size > this.#read.size;
  }

  /** Whether the process reads a file, or a server is in the middle of an answer. Costly: asked last. */
  get isReadingOrAnswering(): boolean {
    if (process.getActiveResourcesInfo().some((resource) => READING.test(resource))) return true;
    for (const [connection, { response }] of this.#owed)
      if (response.headersSent && !this.#stalled.has(connection)) return true;
    return false;
  }

  /** Requests without a whole answer. */
  get requests(): number {
    return this.#sent.size;
  }

  /** Counts work that is neither a request nor a timer until it ends. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    const end = this.#begin();
    return work().finally(end);
  }

  /** What it returns ends the work, once. */
  #begin(): () => void {
    const work = Symbol();
    this.#work.add(work);
    return () => {
      if (this.#work.delete(work)) this.#changed();
    };
  }

  /** Takes a server that answers on the socket to be silent on purpose, until what it returns is called. */
  stall(socket: Socket): () => void {
    const connection = serversEnd(socket);
    this.#stalled.add(connection);
    this.#changed();
    return () => this.#stalled.delete(connection);
  }

  /** Begins to watch the requests of this process; what it returns ends that. */
  watch(): () => void {
    for (const [name, heard] of Object.entries(this.#channels)) subscribe(name, heard);
    const unwatch = watchZlib(() => this.#begin());
    return () => {
      unwatch();
      for (const [name, heard] of Object.entries(this.#channels)) unsubscribe(name, heard);
    };
  }

  /** Node's client and server, and fetch, report their requests by these channels. */
  readonly #channels: Record<string, (message: unknown) => void> = {
    'http.client.request.created': (message) => {
      const { request } = v.parse(Created, message);
      // Until there is a socket for it, a request waits for the answers to others, which may take time.
      request.once('socket', (socket: Socket) => {
        this.#sent.set(request, undefined);
        const connected = () => this.#connected(request, socket);
        if (socket.connecting) socket.once('connect', connected);
        else connected();
      });
      request.once('close', () => this.#answered(request));
    },
    'undici:request:create': (message) => this.#sent.set(v.parse(Fetch, message).request, undefined),
    'undici:client:sendHeaders': (message) => this.#connected(...v.parse(Sent, message)),
    'undici:request:trailers': (message) => this.#answered(v.parse(Fetch, message).request),
    'undici:request:error': (message) => this.#answered(v.parse(Fetch, message).request),
    'http.server.request.start': (message) => {
      const { request, response, socket } = v.parse(Received, message);
      const connection = serversEnd(socket);
      const owe = () => this.#owe(connection, response);
      if (hasBody(request)) request.once('end', owe);
      else owe();
      response.once('close', () => this.#settle(connection, response));
    },
  };

  #connected(request: object, { localPort, remotePort }: Socket): void {
    if (!this.#sent.has(request)) return;
    const connection = `${localPort}>${remotePort}`;
    this.#sent.set(request, connection);
    this.#on.set(connection, request);
  }

  #owe(connection: string, response: ServerResponse): void {
    const request = this.#on.get(connection);
    this.#owed.set(connection, { response, request });
    if (request !== undefined) this.#read.add(request);
    this.#changed();
  }

  /** The caller may have read all of an answer, and sent the next request, before its server knows. */
  #settle(connection: string, response: ServerResponse): void {
    const owed = this.#owed.get(connection);
    if (owed?.response !== response) return;
    this.#owed.delete(connection);
    this.#stalled.delete(connection);
    if (owed.request !== undefined) this.#read.delete(owed.request);
    this.#changed();
  }

  #answered(request: object): void {
    const connection = this.#sent.get(request);
    this.#sent.delete(request);
    this.#read.delete(request);
    if (connection !== undefined && this.#on.get(connection) === request) this.#on.delete(connection);
    this.#changed();
  }
}

/** Reading files and looking up names, as Node calls it: the SDK looks for its configuration once. */
const READING = /^(FSReq|GetAddrInfoReq)/;

/** A connection is named by the client's and the server's port. */
const serversEnd = ({ remotePort, localPort }: Socket) => `${remotePort}>${localPort}`;

const hasBody = ({ headers }: IncomingMessage) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
