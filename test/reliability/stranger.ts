import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.close();
    await once(server, 'close');
  }
});

/** This machine by an address that is not one of the names of loopback that a vendor's URL may have. */
const ADDRESS = process.platform === 'linux' ? '127.0.0.2' : '::ffff:127.0.0.1';
const HOST = process.platform === 'linux' ? ADDRESS : `[${ADDRESS}]`;

/** A host that is nobody's business: `url` without a protocol, and everything that it was sent, by connection. */
export async function startStranger() {
  const heard: string[] = [];
  const server = createServer((socket) => {
    const connection = heard.push('') - 1;
    socket.on('data', (data) => {
      heard[connection] += data.toString('latin1');
      socket.end();
    });
    socket.on('error', () => undefined);
  });
  servers.push(server);
  server.listen(0, ADDRESS);
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { host: `${HOST}:${port}`, heard };
}
