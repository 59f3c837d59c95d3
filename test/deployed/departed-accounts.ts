import assert from 'node:assert/strict';
import * as v from 'valibot';
import { vendorNames } from '../../emulators/vendors.ts';
import { auditLines } from './audit.ts';
import type { Deployed } from './deployed.ts';
import { executionsOf } from './executions.ts';
import { FORGOTTEN, holdingsOf } from './holdings.ts';
import { sampleEvent } from './sample-event.ts';

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

  const closing = await enrolled('Closing');
  await organization.closeAccount(closing);
  await holds('CloseAccount on the bus: no registration and no role is left', async () => {
    const { status, name } = await offboardings.byEvent(sampleEvent('close-account', closing));
    assert.equal(status, 'SUCCEEDED');
    assert.deepEqual(await holdingsOf(deployed, closing), FORGOTTEN);
    assert.deepEqual(await audited(deployed, name), ofEach('forgotten, role-removed'));
  });

  const closed = await enrolled('Closed');
  await organization.closeAccount(closed);
  await organization.closeAccount(closed);
  await holds('CloseAccountResult: no registration is left, and the audit reports the roles', async () => {
    const { status, name } = await offboardings.byEvent(sampleEvent('close-account-result', closed));
    assert.equal(status, 'SUCCEEDED');
    assert.deepEqual((await holdingsOf(deployed, closed)).vendors, FORGOTTEN.vendors);
    const reported = "forgotten, role-left-behind, the account's state is SUSPENDED";
    assert.deepEqual(await audited(deployed, name), ofEach(reported));
  });

  const removed = await enrolled('Removed');
  await organization.removeAccount(removed);
  await holds('RemoveAccountFromOrganization: the same', async () => {
    const { status, name } = await offboardings.byEvent(
      sampleEvent('remove-account-from-organization', removed),
    );
    assert.equal(status, 'SUCCEEDED');
    const { roles, vendors } = await holdingsOf(deployed, removed);
    assert.deepEqual([roles.length, vendors], [vendorNames().length, FORGOTTEN.vendors]);
    const reported = 'forgotten, role-left-behind, the account is not in the organization';
    assert.deepEqual(await audited(deployed, name), ofEach(reported));
  });

  const active = await enrolled('Active');
  const before = await holdingsOf(deployed, active);
  await holds('an event of yesterday about an account that is active again changes nothing', async () => {
    // By hand: ministack's bus gives every event the time of now.
    const late = { ...sampleEvent('close-account', active), time: yesterday() };
    const { status } = await offboardings.byHand(late);
    assert.equal(status, 'SUCCEEDED');
    assert.deepEqual(await holdingsOf(deployed, active), before);
  });
  await holds('a dry run of an offboarding says what it would do, and changes nothing', async () => {
    const { status, name } = await offboardings.byHand({ accountId: active, dryRun: true });
    assert.equal(status, 'SUCCEEDED');
    assert.deepEqual(await audited(deployed, name), ofEach('forgotten, role-removed'));
    assert.deepEqual(await holdingsOf(deployed, active), before);
  });
  await holds('an operator has it forgotten: no registration and no role is left', async () => {
    assert.equal((await offboardings.byHand({ accountId: active })).status, 'SUCCEEDED');
    assert.deepEqual(await holdingsOf(deployed, active), FORGOTTEN);
  });
  // The roll calls that follow are to find their own accounts alone.
  for (const account of [closing, closed, active]) await organization.removeAccount(account);
}

const yesterday = () => new Date(Date.now() - 24 * 3600 * 1000).toISOString();

const ofEach = (end: string) => vendorNames().map((vendor) => `${vendor}: ${end}`);

/** The audit lines of an execution in words: what became of the registration, of the role, and why that is left. */
async function audited(deployed: Deployed, execution: string): Promise<string[]> {
  const lines = await auditLines(deployed, execution);
  return lines
    .map(({ vendor, outcome, role }) => {
      const left = v.parse(Left, role);
      return `${vendor}: ${[outcome, left.outcome, left.reason].filter(Boolean).join(', ')}`;
    })
    .sort();
}

const Left = v.looseObject({ outcome: v.string(), reason: v.optional(v.string()) });
