import { generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:https';
import { send } from '../../../lib/http/send.ts';

/** Asks a server whose certificate nobody vouches for, and prints the error and how many requests came. */
let received = 0;
const server = createServer(selfSigned(), () => {
  received += 1;
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const address = server.address();
const url = new URL(`https://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
const refused: unknown = await send(
  { vendor: 'Cloudcraft', answerWithinSeconds: 5 },
  { method: 'GET', url, secrets: [] },
).catch((error: unknown) => error);
console.log(`${refused} ${received} requests`);
server.close();

/** A certificate that its own key signs. Source: RFC 5280, section 4.1, as DER. */
function selfSigned(): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = der(0x30, der(0x06, Buffer.from('2a8648ce3d040302', 'hex'))); // ecdsa-with-SHA256
  const commonName = der(0x30, der(0x06, Buffer.from('550403', 'hex')), der(0x0c, Buffer.from('localhost')));
  const name = der(0x30, der(0x31, commonName));
  const validity = der(0x30, time('200101000000Z'), time('491231235959Z'));
  const keyInfo = publicKey.export({ type: 'spki', format: 'der' });
  const signed = der(0x30, der(0x02, Buffer.from([1])), algorithm, name, validity, name, keyInfo);
  const signature = der(0x03, Buffer.from([0]), sign('sha256', signed, privateKey));
  const certificate = der(0x30, signed, algorithm, signature).toString('base64');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----\n`,
  };
}

function time(utc: string): Buffer {
  return der(0x17, Buffer.from(utc));
}

/** A value with its tag and its length. */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const long = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...long]), content]);
}
