import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { turnsIn } from '../../../lib/aws/turns.ts';
import { scene } from '../../scene.ts';

const LENGTH = 1000;
const atMost = 3_600_000;

/** The queues in a world's table, as several instances of a function have them. */
async function queues(instances = 1) {
  const { world } = await scene();
  const client = new DynamoDBClient({ maxAttempts: 1 });
  const turns = Array.from({ length: instances }, () => turnsIn(client, 'Turns'));
  return { world, turns };
}

it('gives each caller a turn of its own, in any number of instances', async () => {
  const { turns } = await queues(3);
  const start = Date.now();
  const taken = await Promise.all(
    Array.from({ length: 9 }, (_, number) =>
      turns[number % 3]?.take('cloudcraft', { length: LENGTH, delay: 5000, atMost }),
    ),
  );
  const due = taken.map((turn = 0) => Math.round((turn - start) / LENGTH));
  expect(due.sort((one, other) => one - other)).toEqual([5, 6, 7, 8, 9, 10, 11, 12, 13]);
});

it('begins anew when the last turn is over, and knows until then that others wait', async () => {
  const { turns } = await queues();
  const [queue] = turns;
  if (queue === undefined) throw new Error('no queue');
  await queue.take('cloudcraft', { length: LENGTH, delay: 0, atMost });
  expect([queue.isBusy('cloudcraft'), queue.isBusy('crowdstrike')]).toEqual([true, false]);
  await new Promise((over) => setTimeout(over, LENGTH + 1));
  expect(queue.isBusy('cloudcraft')).toBe(false);
  const now = Date.now();
  expect(await queue.take('cloudcraft', { length: LENGTH, delay: 0, atMost })).toBeGreaterThanOrEqual(now);
});

it('is not longer than it can be: a time further ahead is not believed', async () => {
  const { world, turns } = await queues();
  const [queue] = turns;
  const nextTurn = { N: String(Date.now() + 2 * atMost) };
  world.aws.state.items.set('Turns/cloudcraft', { vendor: { S: 'cloudcraft' }, nextTurn });
  await queue?.postpone('cloudcraft', { length: LENGTH, atMost });
  const start = Date.now();
  const taken = [
    await queue?.take('cloudcraft', { length: LENGTH, delay: 5000, atMost }),
    await queue?.take('cloudcraft', { length: LENGTH, delay: 5000, atMost }),
  ];
  expect(taken.map((turn = 0) => Math.round((turn - start) / LENGTH))).toEqual([5, 6]);
});

it.each([
  ['AccessDeniedException', 'AccessDeniedError'],
  ['ProvisionedThroughputExceededException', 'AwsUnavailableError'],
])('names %s %s', async (code, name) => {
  const { world, turns } = await queues();
  const answer = { status: 400, body: JSON.stringify({ __type: code, message: 'no' }) };
  world.network.faults = [{ call: 'dynamodb:UpdateItem', answer }];
  await expect(turns[0]?.take('cloudcraft', { length: LENGTH, delay: 0, atMost })).rejects.toMatchObject({
    name,
  });
});
