import { CreateRoleCommand } from '@aws-sdk/client-iam';
import * as v from 'valibot';
import type { Deployed } from './deployed.ts';
import { MANAGEMENT_ACCOUNT } from './moto.ts';

/** What a roll call is to report of an account, by its name: its state at Cloudcraft and at CrowdStrike. */
type States = Record<string, [cloudcraft: string, crowdstrike: string]>;

const MISSING = ['Data', 'Web', 'Batch'];

/** States after a roll call; the names are also those of the earlier phases and of moto. */
export const STATES: States = {
  master: ['excluded', 'excluded'],
  Excluded: ['excluded', 'excluded'],
  Sandbox: ['inactive', 'inactive'],
  Payments: ['covered', 'covered'],
  ...Object.fromEntries(MISSING.map((name): [string, States['']] => [name, ['covered', 'covered']])),
  Elsewhere: ['known-elsewhere', 'covered'],
  Foreign: ['failed', 'covered'],
};

/** Makes the accounts of the roll calls. Gives the ids of those that are to be enrolled with every vendor. */
export async function makeAccounts(deployed: Deployed, enrolled: string): Promise<string[]> {
  const { organization } = deployed;
  await organization.closeAccount(enrolled);
  const missing: string[] = [];
  for (const name of MISSING) missing.push(await organization.createAccount(name));
  await registerByHand(deployed, await organization.createAccount('Elsewhere'));
  await createRole(deployed, {
    ...{ account: await organization.createAccount('Foreign'), name: 'cloudcraft' },
    statement: { Principal: { AWS: MANAGEMENT_ACCOUNT } },
  });
  return missing;
}

/** Registers an account with Cloudcraft as a person does, by a role of another name. */
async function registerByHand(deployed: Deployed, account: string): Promise<void> {
  const { url = '', variables = {} } = deployed.vendors.running['cloudcraft'] ?? {};
  const headers = { authorization: `Bearer ${variables['API_KEY']}`, 'content-type': 'application/json' };
  const parameters = await fetch(`${url}/aws/account/iamParameters`, { headers });
  const { accountId, externalId } = v.parse(IamParameters, await parameters.json());
  const roleArn = await createRole(deployed, {
    ...{ account, name: 'by-hand' },
    statement: {
      Principal: { AWS: `arn:aws:iam::${accountId}:root` },
      Condition: { StringEquals: { 'sts:ExternalId': externalId } },
    },
  });
  const body = JSON.stringify({ name: 'Elsewhere', roleArn });
  const added = await fetch(`${url}/aws/account`, { method: 'POST', headers, body });
  if (!added.ok) throw new Error(`Cloudcraft does not add ${roleArn}: ${await added.text()}`);
}

const IamParameters = v.object({ accountId: v.string(), externalId: v.string() });

/** A role that Rollcall did not make. */
interface ForeignRole {
  account: string;
  name: string;
  /** Of its trust policy, which allows sts:AssumeRole. */
  statement: object;
}

async function createRole(
  { organization }: Deployed,
  { account, name, statement }: ForeignRole,
): Promise<string> {
  const iam = await organization.iam(account);
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', ...statement }],
  };
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: JSON.stringify(trust) }),
  );
  return Role?.Arn ?? '';
}
