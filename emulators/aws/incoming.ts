import type { IncomingMessage } from 'node:http';
import type { Context } from 'hono';
import { functionCall } from './functions.ts';
import { objectCall } from './objects.ts';
import { arnParts } from './policy-pattern.ts';
import { type Service, serviceAt, serviceNamed, unknownService } from './services.ts';
import { readSignature, type SentRequest, type Signature } from './signature.ts';
import type { AwsState } from './state.ts';

/** An AWS request by its headers and body, before anything of it is verified. */
export interface Incoming {
  service: Service;
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
  body: string;
}

/** Reads a request. Service and region come from the credential scope, or without a signature from what it is addressed to. */
export async function readIncoming(request: Context['req'], raw: IncomingMessage): Promise<Incoming> {
  const body = await request.text();
  const signature = readSignature(raw.headers.authorization);
  const target = request.header('x-amz-target')?.split('.');
  const form = new URLSearchParams(target === undefined ? body : '');
  const address = target?.at(-2) ?? form.get('Version') ?? undefined;
  const service =
    (signature && serviceNamed(signature.service)) ?? serviceAt(address) ?? unknown(signature, request);
  const action = {
    query: () => form.get('Action'),
    json: () => target?.at(-1),
    objects: () => objectCall(request.method, request.path),
    rest: () => functionCall(request.method, request.path),
  }[service.protocol]();
  return {
    ...{ service, signature, address, body },
    call: `${service.prefix}:${action ?? ''}`,
    region: signature?.region ?? 'us-east-1',
    sent: { method: request.method, url: raw.url ?? '/', headers: raw.headers, body },
    token: request.header('x-amz-security-token'),
    path: decodeURIComponent(request.path),
    parameters: new URL(request.url).searchParams,
    contentType: request.header('content-type'),
  };
}

/** The account that a call acts in: the one of the role for AssumeRole, otherwise the caller's. */
export function accountOf({ accessKeys }: AwsState, { call, signature, body }: Incoming): string | undefined {
  const roleArn = call === 'sts:AssumeRole' ? new URLSearchParams(body).get('RoleArn') : undefined;
  return arnParts(roleArn ?? accessKeys.get(signature?.accessKeyId ?? '')?.principalArn ?? '')[4];
}

/** A service that is not emulated, in the protocol that the client speaks; without a signature, a path is Lambda's or S3's. */
function unknown(signature: Signature | undefined, request: Context['req']): Service {
  const isForm = /x-www-form-urlencoded/.test(request.header('content-type') ?? '');
  const isObject = signature === undefined && !isForm && request.path !== '/';
  const byPath = isObject
    ? serviceNamed(/^\/\d{4}-\d\d-\d\d\//.test(request.path) ? 'lambda' : 's3')
    : undefined;
  if (byPath !== undefined) return byPath;
  return unknownService(signature?.service ?? 'unsigned', isForm ? 'query' : 'json');
}
