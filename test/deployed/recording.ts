import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What stands between a program and the control plane: it hands requests on, and writes down which call each one is. */
export interface Recording {
  url: string;
  /** Each once, as action and resource: `s3:PutObject <bucket>/<key>`; `*` where the request does not say the resource. */
  calls(): string[];
  close(): void;
}

/** @param target the control plane */
export async function recording(target: string): Promise<Recording> {
  const calls = new Set<string>();
  const server = createServer((incoming, outgoing) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part) => parts.push(part));
    incoming.on('end', () => {
      const body = Buffer.concat(parts);
      const { method = 'GET', url = '/', headers } = incoming;
      calls.add(callOf({ method, url, headers, body: body.toString('latin1') }));
      const passed = request(`${target}${url}`, { method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      });
      passed.on('error', () => outgoing.destroy());
      passed.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = Address(server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    calls: () => [...calls].sort(),
    close: () => server.close(),
  };
}

const Address = (address: string | AddressInfo | null): AddressInfo => {
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address;
};

interface Seen {
  method: string;
  url: string;
  headers: NodeJS.Dict<string | string[]>;
  body: string;
}

/** The service is in the credential's scope; the operation in the body, in a header, or in method and path. */
function callOf({ method, url, headers, body }: Seen): string {
  const [, service = 'unknown'] =
    /Credential=[^/]+\/\d+\/[\w-]+\/([\w-]+)\//.exec(String(headers['authorization'])) ?? [];
  const named =
    /(?:^|&)Action=(\w+)/.exec(body)?.[1] ??
    String(headers['x-amz-target'] ?? '')
      .split('.')
      .at(-1);
  if (named) return `${service}:${named} *`;
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const path = decodeURIComponent(pathname);
  if (path.endsWith('/account-settings')) return 'lambda:GetAccountSettings *';
  if (service === 'lambda') return `lambda:GetFunction function:${path.split('/').at(-1)}`;
  const isObject = path.split('/').filter(Boolean).length > 1;
  const action = isObject
    ? ON_OBJECTS[method]
    : searchParams.has('delete')
      ? 'DeleteObject'
      : listing(searchParams);
  return `${service}:${action ?? method} ${path.slice(1)}`;
}

/** The action that a request for an object needs. Source: S3 User Guide, "Required permissions for S3 API operations". */
const ON_OBJECTS: Record<string, string> = {
  GET: 'GetObject',
  HEAD: 'GetObject',
  PUT: 'PutObject',
  DELETE: 'DeleteObject',
};

const listing = (parameters: URLSearchParams) =>
  parameters.has('versions') ? 'ListBucketVersions' : 'ListBucket';
