import assert from 'node:assert/strict';
import { vendorNamed, vendorNames } from '../../emulators/vendors.ts';
import { auditOf } from './audit.ts';
import type { Deployed } from './deployed.ts';
import { holdingsOf } from './holdings.ts';
import { sampleEvent } from './sample-event.ts';

/** A vendor refuses: the others go on, the failure is reported, and a second run repairs it. */
export async function failingVendor(deployed: Deployed): Promise<void> {
  const { organization, vendors, enrollments, noticeOf, findings } = deployed;
  const { holds } = findings;
  const account = await organization.createAccount('Payments');
  const names = vendorNames();
  const failing = names.at(-1) ?? '';
  const others = names.slice(0, -1);
  // A refusal is no fault that passes, so the workflow gives up at once and the test need not wait for its retries.
  vendors.network.faults = vendorNamed(failing)?.presets['forbidden']?.faults ?? [];
  const failed = await enrollments.byEvent(sampleEvent('create-account-succeeded', account));

  await holds('the execution fails, and names the account, the vendor and the state', () => {
    assert.equal(failed.status, 'FAILED');
    assert.match(failed.cause, new RegExp(`${account}.*${failing} failed at PrepareRegistration`));
  });
  const before = await holdingsOf(deployed, account);
  await holds('every other vendor holds the account all the same', () => {
    assert.deepEqual(
      before.roles.map(({ vendor }) => vendor),
      others,
    );
    for (const name of names) assert.equal(before.vendors[name]?.length, name === failing ? 0 : 1, name);
  });
  await holds('the audit says which vendor failed', async () =>
    assert.deepEqual(await auditOf(deployed, failed.name), [
      ...others.map((name) => `${name} enrolled`),
      `${failing} failed`,
    ]),
  );
  await holds('a failure notice about the execution arrives at the topic, and holds no secret', async () => {
    const notice = await noticeOf(failed.name);
    assert.match(notice, /FAILED/);
    for (const secret of vendors.secrets) assert.ok(!notice.includes(secret), 'a secret is in the notice');
  });

  vendors.network.faults = [];
  const second = await enrollments.byHand({ accountId: account });
  const after = await holdingsOf(deployed, account);

  await holds('once the vendor answers again, a second run by hand succeeds', () =>
    assert.deepEqual([second.status, second.cause], ['SUCCEEDED', '']),
  );
  await holds('it adds what was missing, and leaves the rest as it was', () => {
    assert.deepEqual(
      after.roles.map(({ vendor }) => vendor),
      names,
    );
    assert.deepEqual(after.roles.slice(0, -1), before.roles);
    for (const name of others) assert.deepEqual(after.vendors[name], before.vendors[name]);
    assert.equal(after.vendors[failing]?.length, 1);
  });
  await holds('the audit says so', async () =>
    assert.deepEqual(
      await auditOf(deployed, second.name),
      names.map((name) => `${name} enrolled`),
    ),
  );
}
