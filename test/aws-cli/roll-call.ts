import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { until } from '../deployed/until.ts';
import { ENROLLED } from './new-account.ts';
import { FIRST, machine, type Tried } from './tried.ts';

/** `start-execution` of a roll call enrolls what is missing, and its page can be read. */
export async function rollCall({ aws, world, folder, findings: { holds } }: Tried): Promise<void> {
  assert.deepEqual(await world.holdings(FIRST), { listed: 0, roles: 0 });
  const started = await aws(
    `stepfunctions start-execution --input {} --state-machine-arn ${machine('roll-call')}`,
  );
  const { executionArn } = Started.parse(started);
  await holds('a roll call enrolls the account that was there before', async () => {
    const end = await until('the end of the roll call', 90, async () => {
      const execution = await aws(`stepfunctions describe-execution --execution-arn ${executionArn}`);
      const { status } = Described.parse(execution);
      return status === 'RUNNING' ? undefined : status;
    });
    assert.equal(end, 'SUCCEEDED');
    assert.deepEqual(await world.holdings(FIRST), ENROLLED);
  });
  await holds('list-map-runs and describe-map-run count it', async () => {
    const listed = await aws(`stepfunctions list-map-runs --execution-arn ${executionArn}`);
    const [{ mapRunArn } = { mapRunArn: '' }] = MapRuns.parse(listed).mapRuns;
    const { status, itemCounts } = MapRun.parse(
      await aws(`stepfunctions describe-map-run --map-run-arn ${mapRunArn}`),
    );
    assert.deepEqual([status, itemCounts], ['SUCCEEDED', { total: 1, succeeded: 1, failed: 0 }]);
  });
  await holds('s3 ls lists the report, and s3 cp copies its page', async () => {
    assert.match(String(await aws('s3 ls s3://Reports/')), /PRE coverage\//);
    assert.match(String(await aws('s3 ls s3://Reports/coverage/')), / latest\.html/);
    await aws('s3 cp s3://Reports/coverage/latest.html report.html');
    assert.match(
      readFileSync(join(folder, 'report.html'), 'utf8'),
      new RegExp(`<!doctype html>.*${FIRST}`, 's'),
    );
  });
}

const Started = z.object({ executionArn: z.string() });
const Described = z.object({ status: z.string() });
const MapRuns = z.object({ mapRuns: z.array(z.object({ mapRunArn: z.string() })) });
const MapRun = z.object({
  status: z.string(),
  itemCounts: z.object({ total: z.number(), succeeded: z.number(), failed: z.number() }),
});
