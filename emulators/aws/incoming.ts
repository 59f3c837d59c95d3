import type { IncomingMessage } from 'node:http';
import type { Context } from 'hono';
import { functionCall } from './functions.ts';
import { objectCall } from './objects.ts';
import { arnParts } from './policy-pattern.ts';
import { type Service, serviceAt, serviceNamed } from './services.ts';
import { readSignature, type SentRequest, type Signature } from './signature.ts';
import type { AwsState } from './state.ts';

/** An AWS request by its headers and body, before anything of it is verified. */
export interface Incoming {
  /** Undefined where it is not emulated. */
  service: Service | undefined;
  /** The service, as the credential scope names it. */
  name: string;
  /** `iam:CreateRole` */
  call: string;
  /** Absent where the request is not signed. */
  signature: Signature | undefined;
  sent: SentRequest;
  token: string | undefined;
  region: string;
  /** The version of a query service's API, or what stands before the operation in a JSON service's `X-Amz-Target`. */
  address: string | undefined;
  /** Of S3, `/<bucket>/<key>`; of Lambda, with the operation. */
  path: string;
  parameters: URLSearchParams;
  contentType: string | undefined;
  /** The header `smithy-protocol`. */
  smithyProtocol: string | undefined;
  body: string;
}

/** One to a service that is emulated. */
export type Served = Incoming & { service: Service };

/** Reads a request. Service and region come from the credential scope, or without a signature from what it is addressed to. */
export async function readIncoming(request: Context['req'], raw: IncomingMessage): Promise<Incoming> {
  const body = await request.text();
  const signature = readSignature(raw.headers.authorization);
  const target = request.header('x-amz-target')?.split('.');
  const form = new URLSearchParams(target === undefined ? body : '');
  const address = target?.at(-2) ?? form.get('Version') ?? undefined;
  const name = signature?.service ?? 'unsigned';
  const service = serviceNamed(name) ?? serviceAt(address) ?? (signature ? undefined : byPath(request));
  const url = new URL(request.url);
  const rpc = target?.at(-1) ?? form.get('Action');
  const action = {
    objects: () => objectCall(request.method, url),
    rest: () => functionCall(request.method, request.path),
    query: () => rpc,
    json: () => rpc,
  }[service?.protocol ?? 'json']();
  return {
    ...{ service, name, signature, address, body },
    call: `${service?.prefix ?? name}:${action ?? `${request.method} ${request.path}`}`,
    region: signature?.region ?? 'us-east-1',
    sent: { method: request.method, url: raw.url ?? '/', headers: raw.headers, body },
    smithyProtocol: request.header('smithy-protocol'),
    token: request.header('x-amz-security-token'),
    path: decodeURIComponent(request.path),
    parameters: url.searchParams,
    contentType: request.header('content-type'),
  };
}

/** The account that a call acts in: the one of the role for AssumeRole, otherwise the caller's. */
export function accountOf({ accessKeys }: AwsState, { call, signature, body }: Incoming): string | undefined {
  const roleArn = call === 'sts:AssumeRole' ? new URLSearchParams(body).get('RoleArn') : undefined;
  return arnParts(roleArn ?? accessKeys.get(signature?.accessKeyId ?? '')?.principalArn ?? '')[4];
}

/** The service that a path without a signature is of: Lambda's has the version of its API, any other is S3's. */
function byPath(request: Context['req']): Service | undefined {
  const isForm = /x-www-form-urlencoded/.test(request.header('content-type') ?? '');
  if (isForm || request.path === '/') return undefined;
  return serviceNamed(/^\/\d{4}-\d\d-\d\d\//.test(request.path) ? 'lambda' : 's3');
}
