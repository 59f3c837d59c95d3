import assert from 'node:assert/strict';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { DescribeMapRunCommand, ListMapRunsCommand } from '@aws-sdk/client-sfn';
import * as v from 'valibot';
import { CoverageReport } from '../../lib/coverage/report.ts';
import { makeAccounts, STATES } from './accounts.ts';
import { allLines } from './audit.ts';
import type { Deployed } from './deployed.ts';
import { FORGOTTEN, holdingsOf } from './holdings.ts';

/**
 * A roll call enrolls what is missing, and a second one has nothing to do but what failed.
 * @param enrolled an account that was enrolled before; it is closed
 */
export async function rollCall(deployed: Deployed, enrolled: string): Promise<void> {
  const { enrollments, rollCalls, noticeOf, vendors, findings } = deployed;
  const { holds } = findings;
  const accounts = await makeAccounts(deployed, enrolled);
  const before = await enrollments.count();
  const first = await rollCalls.byHand({});
  const held = await Promise.all(accounts.map((account) => holdingsOf(deployed, account)));

  await holds('a roll call fails, and names the account, the vendor and the state that failed', () => {
    assert.equal(first.status, 'FAILED');
    assert.match(first.cause, /\d{12} failed with cloudcraft at EnsureRole/);
  });
  await holds(
    'its Map Run has an item for each account that a vendor misses, none of which failed',
    async () =>
      assert.deepEqual(await itemsOf(deployed, first.arn), {
        enroll: { total: 5, succeeded: 5, failed: 0 },
        offboard: { total: 1, succeeded: 1, failed: 0 },
      }),
  );
  await holds(
    'the account that is being closed is offboarded: no registration and no role is left',
    async () => assert.deepEqual(await holdingsOf(deployed, enrolled), FORGOTTEN),
  );
  await holds('every vendor of an account that was missing has its role and its registration', () => {
    for (const { roles, vendors } of held)
      for (const { vendor, arn } of roles) assert.deepEqual(vendors[vendor], [arn]);
    assert.deepEqual(
      held.map(({ roles }) => roles.length),
      accounts.map(() => 2),
    );
  });
  await holds('the report in the bucket has every account in its state at each vendor', async () =>
    assert.deepEqual(statesIn(await latest(deployed)), STATES),
  );
  await holds('the page and the table lie beside it', async () => {
    assert.match(await object(deployed, 'coverage/latest.html'), /^<!doctype html>.*Elsewhere/s);
    assert.match(await object(deployed, 'coverage/latest.csv'), /^account_id,.*Elsewhere/s);
  });
  await holds('one audit line has its conclusion, and metrics have the coverage by vendor', async () => {
    const lines = await allLines(deployed);
    const audit = lines.filter(
      ({ message, execution }) => message === 'roll call' && execution === first.name,
    );
    assert.deepEqual(
      audit.map(({ outcome }) => outcome),
      ['failed'],
    );
    assert.ok(lines.some((line) => '_aws' in line && 'Coverage' in line));
  });
  await holds('a notice of it arrives, with what failed and the report to read', async () =>
    assert.match(await noticeOf(first.name), /1 account is not.* failed with cloudcraft.*s3:.*\.html/s),
  );

  const second = await rollCalls.byHand({});
  await holds('a second roll call tries again what failed, and that alone', async () => {
    assert.equal(second.status, 'FAILED');
    assert.deepEqual(await itemsOf(deployed, second.arn), {
      enroll: { total: 1, succeeded: 1, failed: 0 },
    });
    assert.equal(await enrollments.count(), before + 6);
  });
  await holds('it changes no other account, and reports the same', async () => {
    const again = await Promise.all(accounts.map((account) => holdingsOf(deployed, account)));
    assert.deepEqual(again, held);
    assert.deepEqual(statesIn(await latest(deployed)), STATES);
  });
  await holds('no report has a secret', async () => {
    const text = await object(deployed, 'coverage/latest.json');
    for (const secret of vendors.secrets) assert.ok(!text.includes(secret), 'a secret is in the report');
  });
}

/** By the label of a Distributed Map of an execution, how many items it had, and how they ended. */
async function itemsOf({ controlPlane: { sfn } }: Deployed, executionArn: string) {
  const { mapRuns = [] } = await sfn.send(new ListMapRunsCommand({ executionArn }));
  const counts = mapRuns.map(async ({ mapRunArn = '' }) => {
    const { itemCounts } = await sfn.send(new DescribeMapRunCommand({ mapRunArn }));
    const { total, succeeded, failed } = itemCounts ?? {};
    return [mapRunArn.split(/[/:]/).at(-2), { total, succeeded, failed }];
  });
  return Object.fromEntries(await Promise.all(counts));
}

const latest = async (deployed: Deployed) =>
  v.parse(CoverageReport, JSON.parse(await object(deployed, 'coverage/latest.json')));

/** By the account's name, its states at the vendors in their order. */
const statesIn = ({ rows }: CoverageReport) =>
  Object.fromEntries(
    [...Map.groupBy(rows, ({ name = '' }) => name)].map(([name, ofAccount]) => [
      name,
      ofAccount.map(({ state }) => state),
    ]),
  );

async function object({ controlPlane: { s3 }, stack }: Deployed, Key: string): Promise<string> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: stack.outputs['ReportsBucketName'], Key }));
  return (await Body?.transformToString()) ?? '';
}
