import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { until } from '../deployed/until.ts';
import { ENROLLED } from './new-account.ts';
import { FIRST, machine, type Tried } from './tried.ts';

/** `start-execution` of a roll call enrolls what is missing, and its page can be read. */
export async function rollCall({ aws, world, folder, findings: { holds } }: Tried): Promise<void> {
  assert.deepEqual(await world.holdings(FIRST), { listed: 0, roles: 0 });
  const started = await aws(
    `stepfunctions start-execution --input {} --state-machine-arn ${machine('roll-call')}`,
  );
  const { executionArn } = v.parse(Started, started);
  await holds('a roll call enrolls the account that was there before', async () => {
    const end = await until('the end of the roll call', 90, async () => {
      const execution = await aws(`stepfunctions describe-execution --execution-arn ${executionArn}`);
      const { status } = v.parse(Described, execution);
      return status === 'RUNNING' ? undefined : status;
    });
    assert.equal(end, 'SUCCEEDED');
    assert.deepEqual(await world.holdings(FIRST), ENROLLED);
  });
  await holds('list-map-runs and describe-map-run count it', async () => {
    const listed = await aws(`stepfunctions list-map-runs --execution-arn ${executionArn}`);
    const [{ mapRunArn } = { mapRunArn: '' }] = v.parse(MapRuns, listed).mapRuns;
    const { status, itemCounts } = v.parse(
      MapRun,
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

const Started = v.object({ executionArn: v.string() });
const Described = v.object({ status: v.string() });
const MapRuns = v.object({ mapRuns: v.array(v.object({ mapRunArn: v.string() })) });
const MapRun = v.object({
  status: v.string(),
  itemCounts: v.object({ total: v.number(), succeeded: v.number(), failed: v.number() }),
});
