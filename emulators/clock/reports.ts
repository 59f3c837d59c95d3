import { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import * as z from 'zod';

/** What Node says of a request of its client that begins. */
export const Created = z.object({ request: z.instanceof(ClientRequest) });

/** What fetch says of a request. */
export const Fetch = z.object({ request: z.custom<object>((value) => typeof value === 'object') });

/** The same with the connection on which it is sent. */
export const Sent = Fetch.extend({ socket: z.instanceof(Socket) }).transform(
  ({ request, socket }) => [request, socket] as const,
);

/** What Node's server says of a request whose head it has read. */
export const Received = z.object({
  request: z.instanceof(IncomingMessage),
  response: z.instanceof(ServerResponse),
  socket: z.instanceof(Socket),
});
