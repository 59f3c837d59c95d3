import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { World } from '../emulators/world.ts';

/** IAM in an account, as the AWS CLI has it with the credentials of that account. */
export async function clientIn({ environment }: World, accountId: string): Promise<IAMClient> {
  const { AWS_ENDPOINT_URL: endpoint = '', AWS_ACCESS_KEY_ID: accessKeyId = '' } = environment;
  const { AWS_SECRET_ACCESS_KEY: secretAccessKey = '', AWS_SESSION_TOKEN: sessionToken = '' } = environment;
  const credentials = { accessKeyId, secretAccessKey, sessionToken };
  const sts = new STSClient({ region: 'us-east-1', endpoint, credentials });
  const RoleArn = `arn:aws:iam::${accountId}:role/OrganizationAccountAccessRole`;
  const { Credentials: given } = await sts.send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName: 'by-hand' }),
  );
  const session = { accessKeyId: given?.AccessKeyId ?? '', secretAccessKey: given?.SecretAccessKey ?? '' };
  const assumed = { ...session, sessionToken: given?.SessionToken ?? '' };
  return new IAMClient({ region: 'us-east-1', endpoint, credentials: assumed });
}

/** Creates a role that the principal can assume with the external id. */
export async function createRole(
  iam: IAMClient,
  RoleName: string,
  trust: { principal: string; externalId: string },
): Promise<void> {
  const Statement = {
    ...{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: trust.principal } },
    Condition: { StringEquals: { 'sts:ExternalId': trust.externalId } },
  };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
}

/** What curl sends. */
interface Request {
  token?: string;
  json?: object;
  form?: URLSearchParams;
}

/** The JSON of an answer. @throws {Error} the status is not one of success */
export async function call(url: string, { token, json, form }: Request): Promise<unknown> {
  const method = json === undefined && form === undefined ? 'GET' : 'POST';
  const headers = {
    ...(token !== undefined && { Authorization: `Bearer ${token}` }),
    ...(json !== undefined && { 'Content-Type': 'application/json' }),
  };
  const body = form ?? (json === undefined ? undefined : JSON.stringify(json));
  const response = await fetch(url, { method, headers, ...(body !== undefined && { body }) });
  if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}`);
  return response.json();
}
