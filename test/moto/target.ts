import { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { AssumeRoleCommand, type AssumeRoleCommandInput, STSClient } from '@aws-sdk/client-sts';

/** An emulated AWS with an organization of a management account and two members, the first in a unit below the root. */
export interface Target {
  /** Of the management account. */
  management: Clients;
  /** Of the members, by sessions of their access roles. */
  members: [Clients, Clients];
  /** Account ids: what each is called where answers are compared. */
  names: Record<string, string>;
  /** Ids of the two members. */
  ids: [string, string];
}

/** Clients of every service for one caller; they do not retry. */
export type Clients = ReturnType<typeof clients>;

interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** The clients of a caller. */
export function clients(endpoint: string, credentials: Credentials, region = 'us-east-1') {
  const configuration = { endpoint, credentials, region, maxAttempts: 1 };
  return {
    iam: new IAMClient(configuration),
    sts: new STSClient(configuration),
    organizations: new OrganizationsClient(configuration),
    secrets: new SecretsManagerClient(configuration),
  };
}

/** The credentials of a session of a role. */
export async function sessionOf(
  { sts }: Pick<Clients, 'sts'>,
  input: Partial<AssumeRoleCommandInput>,
): Promise<Credentials> {
  const given = await sts.send(new AssumeRoleCommand({ RoleArn: '', RoleSessionName: 'tests', ...input }));
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = given.Credentials ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

/** The clients of a session of an account's access role. */
export async function enter(endpoint: string, admin: Clients, account: string): Promise<Clients> {
  const RoleArn = `arn:aws:iam::${account}:role/OrganizationAccountAccessRole`;
  return clients(endpoint, await sessionOf(admin, { RoleArn, RoleSessionName: 'compare' }));
}
