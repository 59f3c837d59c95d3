import assert from 'node:assert/strict';
import { vendorNames } from '../../emulators/vendors.ts';
import { allLines, auditOf } from './audit.ts';
import type { Deployed } from './deployed.ts';
import { holdingsOf } from './holdings.ts';
import { MANAGEMENT_ACCOUNT } from './moto.ts';
import { sampleEvent } from './sample-event.ts';
import { waysIn } from './ways-in.ts';

/** An account is created: the event alone enrolls it, and the same event again changes nothing. Gives its id. */
export async function newAccount(deployed: Deployed): Promise<string> {
  const { organization, vendors, enrollments, findings } = deployed;
  const { holds } = findings;
  const account = await organization.createAccount('Sandbox');
  const event = sampleEvent('create-account-succeeded', account);
  const ended = await enrollments.byEvent(event);
  const held = await holdingsOf(deployed, account);

  await holds('the event on the bus starts an execution, which succeeds', () =>
    assert.deepEqual([ended.status, ended.cause], ['SUCCEEDED', '']),
  );
  await holds('the role of every vendor exists in the member account, with permissions', () => {
    assert.deepEqual(
      held.roles.map(({ vendor }) => vendor),
      vendorNames(),
    );
    for (const { arn, policies } of held.roles) {
      assert.ok(arn.startsWith(`arn:aws:iam::${account}:role/`), arn);
      assert.ok(policies.length > 0, arn);
    }
  });
  await holds('no such role exists in the management account', async () =>
    assert.deepEqual((await holdingsOf(deployed, MANAGEMENT_ACCOUNT)).roles, []),
  );
  await holds(
    'its vendor can assume each role, but not with another external id, and nobody else can',
    async () => {
      assert.equal(held.roles.length, vendorNames().length);
      for (const role of held.roles) {
        const others = { vendorWithAnotherExternalId: false, strangerWithTheExternalId: false };
        assert.deepEqual(await waysIn(deployed, role), { arn: role.arn, vendor: true, ...others });
      }
    },
  );
  await holds('every vendor holds the account, once', () =>
    assert.deepEqual(held.vendors, Object.fromEntries(held.roles.map(({ vendor, arn }) => [vendor, [arn]]))),
  );
  await holds('one audit line a vendor is in the log groups of the stack', async () =>
    assert.deepEqual(
      await auditOf(deployed, ended.name),
      vendorNames().map((name) => `${name} enrolled`),
    ),
  );
  await holds('metrics are in the log groups, in the embedded format', async () =>
    assert.ok((await allLines(deployed)).some((line) => '_aws' in line)),
  );
  await holds('the same event again succeeds and changes nothing', async () => {
    assert.equal((await enrollments.byEvent(event)).status, 'SUCCEEDED');
    assert.deepEqual(await holdingsOf(deployed, account), held);
  });
  await holds('no line in the logs holds a secret', async () => {
    const text = JSON.stringify(await allLines(deployed));
    for (const secret of vendors.secrets) assert.ok(!text.includes(secret), 'a secret was logged');
  });
  return account;
}
