import type { Context } from 'hono';
import { functionCall } from './functions.ts';
import { objectCall } from './objects.ts';
import { arnParts } from './policy-pattern.ts';
import { type Service, serviceNamed } from './services.ts';
import type { AwsState } from './state.ts';

/** An AWS request by its headers and body, before anything of it is verified. */
export interface Incoming {
  service: Service;
  /** `iam:CreateRole` */
  call: string;
  accessKeyId: string | undefined;
  token: string | undefined;
  region: string;
  /** Of S3, `/<bucket>/<key>`; of Lambda, with the operation. */
  path: string;
  parameters: URLSearchParams;
  contentType: string | undefined;
  body: string;
}

/** Reads a request. Service and region come from the credential scope of its signature, which is not verified. */
export async function readIncoming(request: Context['req']): Promise<Incoming> {
  const body = await request.text();
  const scope = /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\/aws4_request/.exec(
    request.header('authorization') ?? '',
  );
  const [, accessKeyId, region = 'us-east-1', name = 'unsigned'] = scope ?? [];
  const service = serviceNamed(name) ?? unknown(name);
  const target = request.header('x-amz-target')?.split('.').at(-1);
  const action = {
    query: () => new URLSearchParams(body).get('Action'),
    json: () => target,
    objects: () => objectCall(request.method, request.path),
    rest: () => functionCall(request.method, request.path),
  }[service.protocol]();
  const call = `${service.prefix}:${action ?? ''}`;
  return {
    ...{ service, call, accessKeyId, region, body },
    token: request.header('x-amz-security-token'),
    path: decodeURIComponent(request.path),
    parameters: new URL(request.url).searchParams,
    contentType: request.header('content-type'),
  };
}

/** The account that a call acts in: the one of the role for AssumeRole, otherwise the caller's. */
export function accountOf(
  { accessKeys }: AwsState,
  { call, accessKeyId, body }: Incoming,
): string | undefined {
  const roleArn = call === 'sts:AssumeRole' ? new URLSearchParams(body).get('RoleArn') : undefined;
  return arnParts(roleArn ?? accessKeys.get(accessKeyId ?? '')?.principalArn ?? '')[4];
}

const unknown = (prefix: string): Service => ({
  prefix,
  protocol: 'json',
  namespace: '',
  statuses: new Map(),
});
