import { createServer } from 'node:http';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';

/** A program that answers on loopback: `url` without a slash at its end. */
export interface Listening {
  url: string;
  /** Stops listening and cuts the connections that are still open. */
  close(): Promise<void>;
}

/**
 * Serves an app on 127.0.0.1.
 *
 * @param port 0 takes any free one
 * @throws the socket's error, `EADDRINUSE` for one, when it cannot listen
 */
export const listen = async (app: Hono<{ Bindings: HttpBindings }>, port = 0): Promise<Listening> => {
  const answer = getRequestListener(app.fetch);
  const server = createServer((request, response) => {
    // Node's own is real time, and a client of AWS's that finds it far from its own corrects its clock and tries again.
    response.setHeader('Date', new Date().toUTCString());
    return answer(request, response);
  });
  server.keepAliveTimeout = 0; // never: its timer is real, and would cut connections as fast as the machine is slow
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', listening);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  const close = () =>
    new Promise<void>((closed) => {
      server.close(() => closed());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${bound}`, close };
};
