import fc from 'fast-check';
import type { Account } from '../../lib/organization/account.ts';
import type { RoleSpec } from '../../lib/role/spec.ts';
import { CloudcraftConnection } from '../../lib/vendors/cloudcraft/connection.ts';
import { cloudcraftRole } from '../../lib/vendors/cloudcraft/role.ts';
import { cloudSecurity } from '../../lib/vendors/crowdstrike/cloud-security.ts';
import { d4c } from '../../lib/vendors/crowdstrike/d4c.ts';
import { crowdstrikeRole } from '../../lib/vendors/crowdstrike/role.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+=,.@-';
const letter = fc.constantFrom(...LETTERS);

/** A role name that IAM takes, often of the full length. */
export const roleName = fc.oneof(
  fc.string({ unit: letter, minLength: 1, maxLength: 64 }),
  fc.string({ unit: letter, minLength: 64, maxLength: 64 }),
);

/** A path that IAM takes, of up to 512 characters. */
const rolePath = fc
  .array(fc.string({ unit: letter, minLength: 1, maxLength: 120 }), { maxLength: 6 })
  .map((parts) => ['', ...parts, ''].join('/'))
  .filter((path) => path.length <= 512);

const account: fc.Arbitrary<Account> = fc.record({
  id: fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 12, maxLength: 12 }),
  name: fc.string(),
  partition: fc.constantFrom('aws', 'aws-us-gov', 'aws-cn'),
});

/** An account, and a role in it as one of the vendors' adapters wants it, of any name and path that IAM takes. */
export const wantedRole: fc.Arbitrary<{ account: Account; spec: RoleSpec }> = fc
  .record({
    account,
    name: roleName,
    path: rolePath,
    vendor: fc.constantFrom('cloudcraft', 'd4c', 'cloud-security'),
  })
  .map(({ vendor, ...role }) => ({
    account: role.account,
    spec:
      vendor === 'cloudcraft'
        ? fromCloudcraft(role)
        : fromCrowdstrike(role, vendor === 'd4c' ? d4c : cloudSecurity),
  }));

interface Named {
  account: Account;
  name: string;
  path: string;
}

const externalId = 'f1e2d3c4b5a697887766554433221100';

const fromCloudcraft = ({ account, name, path }: Named) =>
  cloudcraftRole(account, {
    connection: CloudcraftConnection.parse({
      apiKey: 'k'.repeat(44),
      trustedAccountId: '968898580625',
      roleName: name,
    }),
    rolePath: path,
    iamParameters: { accountId: '968898580625', externalId },
    minimalPolicy: undefined,
  });

const fromCrowdstrike = ({ account, name, path }: Named, family: typeof d4c) =>
  crowdstrikeRole(
    account,
    {
      ...{ accountId: account.id, id: '1', status: 'x', externalId },
      iamRoleArn: `arn:${account.partition}:iam::${account.id}:role${path}${name}`,
      intermediateRoleArn: `arn:${account.partition}:iam::292230061137:role/CrowdStrikeCSPMConnector`,
    },
    { trustedAccountId: '292230061137', family },
  );
