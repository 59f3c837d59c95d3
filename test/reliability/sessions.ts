import fc from 'fast-check';
import * as v from 'valibot';
import type { Account } from '../../lib/organization/account.ts';
import type { RoleSpec } from '../../lib/role/spec.ts';
import { vendors } from '../../lib/vendors/index.ts';

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
    vendor: fc.constantFrom(
      { name: 'cloudcraft', principal: 'root', settings: {} },
      ...['discover', 'posture'].map((permissions) => ({
        ...{ name: 'crowdstrike', principal: 'role/CrowdStrikeCSPMConnector', settings: { permissions } },
      })),
    ),
  })
  .map(({ vendor, account, name, path: rolePath }) => {
    const trustedAccountId = '968898580625';
    const principal = `arn:${account.partition}:iam::${trustedAccountId}:${vendor.principal}`;
    const definition = vendors[vendor.name];
    if (definition === undefined) throw new Error(`no vendor ${vendor.name}`);
    const settings = v.parse(definition.Settings, { ...vendor.settings, trustedAccountId, roleName: name });
    const request = { principal, externalId: 'f1e2d3c4b5a697887766554433221100' };
    return { account, spec: definition.role(account, request, { settings, rolePath }) };
  });
