import assert from 'node:assert/strict';
import { allVendors } from '../../emulators/vendors.ts';
import { auditOf } from './audit.ts';
import type { Deployed } from './deployed.ts';
import { executionsOf } from './executions.ts';
import { holdingsOf } from './holdings.ts';
import { sampleEvent } from './sample-event.ts';

const names = allVendors().map(({ name }) => name);
const unknown = Object.fromEntries(names.map((name) => [name, []]));

/** Accounts close, leave or are given up: the vendors forget them, and the roles go where somebody can still reach them. */
export async function departedAccounts(deployed: Deployed): Promise<void> {
  const { organization, controlPlane, stack, enrollments, findings } = deployed;
  const { holds } = findings;
  const offboardings = executionsOf(controlPlane, stack.outputs['OffboardAccountArn'] ?? '');
  const enrolled = async (name: string) => {
    const accountId = await organization.createAccount(name);
    await enrollments.byHand({ accountId });
    return accountId;
  };

  const active = await enrolled('Active');
  const before = await holdingsOf(deployed, active);
  await holds('a dry run of an offboarding says what it would do, and changes nothing', async () => {
    const { status, name } = await offboardings.byHand({ accountId: active, dryRun: true });
    assert.equal(status, 'SUCCEEDED');
    assert.deepEqual(
      await auditOf(deployed, name),
      names.map((vendor) => `${vendor} forgotten`),
    );
    assert.deepEqual(await holdingsOf(deployed, active), before);
  });
  await holds('an event that says that an active account was closed changes nothing', async () => {
    const { status } = await offboardings.byHand(sampleEvent('close-account', active));
    assert.equal(status, 'SUCCEEDED');
    assert.deepEqual(await holdingsOf(deployed, active), before);
  });
  await holds('an operator has it forgotten: no registration and no role is left', async () => {
    assert.equal((await offboardings.byHand({ accountId: active })).status, 'SUCCEEDED');
    assert.deepEqual(await holdingsOf(deployed, active), { roles: [], vendors: unknown });
  });

  const closed = await enrolled('Closed');
  await organization.closeAccount(closed);
  await holds('the event of an account that was closed has the vendors forget it', async () => {
    const { status, cause } = await offboardings.byHand(sampleEvent('close-account-result', closed));
    assert.deepEqual([status, cause], ['SUCCEEDED', '']);
    assert.deepEqual((await holdingsOf(deployed, closed)).vendors, unknown);
  });

  const removed = await enrolled('Removed');
  await organization.removeAccount(removed);
  await holds('so does that of one that was removed, and its roles stay', async () => {
    const { status, cause } = await offboardings.byHand(
      sampleEvent('remove-account-from-organization', removed),
    );
    assert.deepEqual([status, cause], ['SUCCEEDED', '']);
    const { roles, vendors } = await holdingsOf(deployed, removed);
    assert.deepEqual([roles.length, vendors], [names.length, unknown]);
  });
}
