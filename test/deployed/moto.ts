import { join } from 'node:path';
import { IAMClient } from '@aws-sdk/client-iam';
import {
  CloseAccountCommand,
  CreateAccountCommand,
  CreateOrganizationCommand,
  OrganizationsClient,
  RemoveAccountFromOrganizationCommand,
} from '@aws-sdk/client-organizations';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { freePort } from './free-port.ts';
import type { Workspace } from './workspace.ts';

/** The organization and its member accounts, each with an IAM of its own. */
export interface Organization {
  url: string;
  /** Creates a member account; gives its id. */
  createAccount(name: string): Promise<string>;
  /** Closes it: it is `PENDING_CLOSURE`, and `SUSPENDED` when it is closed once more. */
  closeAccount(accountId: string): Promise<void>;
  /** Removes it from the organization. */
  removeAccount(accountId: string): Promise<void>;
  /** IAM of an account, by a session of its access role. */
  iam(accountId: string): Promise<IAMClient>;
}

/** moto takes whoever it does not know for somebody of this account, so it is the management account. */
export const MANAGEMENT_ACCOUNT = '123456789012';

/** Any credentials of that account; ministack takes its account from the access key's id. */
export const CREDENTIALS = { accessKeyId: MANAGEMENT_ACCOUNT, secretAccessKey: 'none' };

export const REGION = 'us-east-1';

/** Starts moto with an organization. */
export async function startMoto(workspace: Workspace, programs: string): Promise<Organization> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = { ...workspace.env, MOTO_IAM_LOAD_MANAGED_POLICIES: 'true' };
  const args = [join(import.meta.dirname, 'start-moto.py'), '-H', '127.0.0.1', '-p', String(port)];
  await workspace.start({ command: join(programs, 'python'), args, env }, `${url}/moto-api/`);
  const client = { endpoint: url, region: REGION, credentials: CREDENTIALS };
  const organizations = new OrganizationsClient(client);
  const sts = new STSClient(client);
  await organizations.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
  return {
    url,
    async createAccount(AccountName) {
      const Email = `${AccountName.toLowerCase()}@example.com`;
      const created = await organizations.send(new CreateAccountCommand({ AccountName, Email }));
      return created.CreateAccountStatus?.AccountId ?? '';
    },
    async closeAccount(AccountId) {
      await organizations.send(new CloseAccountCommand({ AccountId }));
    },
    async removeAccount(AccountId) {
      await organizations.send(new RemoveAccountFromOrganizationCommand({ AccountId }));
    },
    async iam(accountId) {
      const RoleArn = `arn:aws:iam::${accountId}:role/OrganizationAccountAccessRole`;
      const session = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'look-around' }));
      const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = session.Credentials ?? {};
      const credentials = {
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        sessionToken: SessionToken,
      };
      return new IAMClient({ ...client, credentials });
    },
  };
}
