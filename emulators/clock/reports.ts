import { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import * as v from 'valibot';

/** What Node says of a request of its client that begins. */
export const Created = v.object({ request: v.instance(ClientRequest) });

/** What fetch says of a request. */
export const Fetch = v.object({ request: v.custom<object>((value) => typeof value === 'object') });

/** The same with the connection on which it is sent. */
export const Sent = v.pipe(
  v.object({ ...Fetch.entries, socket: v.instance(Socket) }),
  v.transform(({ request, socket }) => [request, socket] as const),
);

/** What Node's server says of a request whose head it has read. */
export const Received = v.object({
  request: v.instance(IncomingMessage),
  response: v.instance(ServerResponse),
  socket: v.instance(Socket),
});
