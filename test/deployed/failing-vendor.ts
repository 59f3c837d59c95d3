import assert from 'node:assert/strict';
import { presets } from '../../emulators/presets.ts';
import { auditOf } from './audit.ts';
import type { Deployed } from './deployed.ts';
import { holdingsOf } from './holdings.ts';
import { sampleEvent } from './sample-event.ts';

/** A vendor refuses: the other goes on, a person hears of it, and a second run mends it. */
export async function failingVendor(deployed: Deployed): Promise<void> {
  const { organization, vendors, enrollments, noticeOf, findings } = deployed;
  const { holds } = findings;
  const account = await organization.createAccount('Payments');
  // A refusal is no fault that passes, so the workflow gives up at once and the test need not wait for its retries.
  vendors.network.faults = presets.crowdstrike.forbidden.faults ?? [];
  const red = await enrollments.byEvent(sampleEvent('create-account-succeeded', account));

  await holds('the execution ends red, and names the account, the vendor and the state', () => {
    assert.equal(red.status, 'FAILED');
    assert.match(red.cause, new RegExp(`${account}.*crowdstrike failed at PrepareRegistration`));
  });
  await holds('the other vendor knows the account all the same', async () => {
    const { roles, cloudcraft, crowdstrike } = await holdingsOf(deployed, account);
    assert.deepEqual(
      [roles.map(({ vendor }) => vendor), cloudcraft.length, crowdstrike],
      [['cloudcraft'], 1, []],
    );
  });
  await holds('the audit says which vendor failed', async () =>
    assert.deepEqual(await auditOf(deployed, red.name), ['cloudcraft enrolled', 'crowdstrike failed']),
  );
  await holds('a failure notice about the execution arrives at the topic, and holds no secret', async () => {
    const notice = await noticeOf(red.name);
    assert.match(notice, /FAILED/);
    for (const secret of vendors.secrets) assert.ok(!notice.includes(secret), 'a secret is in the notice');
  });

  vendors.network.faults = [];
  const before = await holdingsOf(deployed, account);
  const green = await enrollments.byHand({ accountId: account });
  const after = await holdingsOf(deployed, account);

  await holds('once the vendor is well, a second run by hand ends green', () =>
    assert.deepEqual([green.status, green.cause], ['SUCCEEDED', '']),
  );
  await holds('it adds what was missing, and leaves the rest as it was', () => {
    assert.deepEqual(
      after.roles.map(({ vendor }) => vendor),
      ['cloudcraft', 'crowdstrike'],
    );
    assert.deepEqual(after.roles.slice(0, 1), before.roles);
    assert.deepEqual([after.cloudcraft, after.crowdstrike.length], [before.cloudcraft, 1]);
  });
  await holds('the audit says so', async () =>
    assert.deepEqual(await auditOf(deployed, green.name), ['cloudcraft enrolled', 'crowdstrike enrolled']),
  );
}
