import { Metrics } from '@aws-lambda-powertools/metrics';
import { captureLogs, type LogLine } from '../../../emulators/engine/logs.ts';
import { measure } from '../../../lib/enrollment/metrics.ts';
import type { Outcome } from '../../../lib/enrollment/outcome.ts';
import type { Registration } from '../../../lib/vendors/registration.ts';
import { scene } from '../../scene.ts';
import { account } from '../role-builder.ts';

const registration: Registration = { accountId: account.id, id: '1', status: 'added' };
const enrolled = (change: 'created' | 'repaired' | 'unchanged', held = registration): Outcome => ({
  vendor: 'cloudcraft',
  outcome: 'enrolled',
  role: { arn: 'arn:aws:iam::444455556666:role/cloudcraft', change, changes: [] },
  registration: held,
});
const failed: Outcome = {
  ...{ vendor: 'crowdstrike', outcome: 'failed', state: 'EnsureRole', error: 'E', cause: '' },
};
const skipped: Outcome = { vendor: 'crowdstrike', outcome: 'skipped', reason: 'excluded by all' };

/** The metrics of an account that joined so many minutes ago. */
function measured(outcomes: Outcome[], minutes?: number): LogLine[] {
  const lines: LogLine[] = [];
  const release = captureLogs((line) => lines.push(line));
  const joinedAt = new Date(Date.now() - (minutes ?? 0) * 60_000).toISOString();
  const joined = minutes === undefined ? account : { ...account, joinedAt };
  measure(new Metrics({ namespace: 'Rollcall' }), { execution: 'run-1', account: joined, outcomes });
  release();
  return lines;
}

it('each outcome is counted by its vendor', () => {
  expect(measured([enrolled('unchanged'), failed, { ...skipped, vendor: 'third' }])).toMatchObject([
    { Enrolled: 1, vendor: 'cloudcraft', execution: 'run-1' },
    { Failed: 1, vendor: 'crowdstrike', execution: 'run-1' },
    { Skipped: 1, vendor: 'third', execution: 'run-1' },
  ]);
});

it('a metric is published in our namespace, by service and vendor', () => {
  expect(measured([failed])).toMatchObject([
    {
      _aws: {
        CloudWatchMetrics: [
          {
            Namespace: 'Rollcall',
            Dimensions: [['service', 'vendor']],
            Metrics: [{ Name: 'Failed', Unit: 'Count' }],
          },
        ],
      },
    },
  ]);
});

const DAY = 24 * 60;

it.each([
  ['its role created', enrolled('created')],
  ['its role repaired', enrolled('repaired')],
  [
    'its role left by an earlier execution that could not register it',
    enrolled('unchanged', { ...registration, isNew: true }),
  ],
])('an account that is enrolled now, %s, has taken the seconds since it joined', (_, outcome) => {
  const [, time] = measured([outcome], 10);
  expect(time).toMatchObject({
    vendor: 'cloudcraft',
    execution: 'run-1',
    TimeToEnroll: expect.any(Number),
  });
  expect(Math.floor(Number(time?.['TimeToEnroll']) / 60)).toBe(10);
});

it.each([
  ['was enrolled before', [enrolled('unchanged')], 10],
  ['joined more than a week ago', [enrolled('created'), enrolled('repaired')], 7 * DAY + 1],
  ['is not enrolled', [failed, skipped], 10],
  ['joined at an unknown time', [enrolled('created')], undefined],
])('an account that %s has taken no time', (_, outcomes, minutes) => {
  for (const line of measured(outcomes, minutes)) expect(line).not.toHaveProperty('TimeToEnroll');
});

it('an account that joined almost a week ago has taken that long', () => {
  const [, time] = measured([enrolled('created')], 7 * DAY - 10);
  expect(Math.floor(Number(time?.['TimeToEnroll']) / 60)).toBe(7 * DAY - 10);
});

it('a second execution that finishes what a first one began has taken the time since the account joined', async () => {
  const refused = { status: 401, headers: {}, body: 'who are you' };
  const { world, enroll } = await scene({ faults: [{ to: 'cloudcraft', call: 'POST', answer: refused }] });
  const timed = async () =>
    (await enroll()).logs.flatMap(({ TimeToEnroll, vendor }) => (TimeToEnroll === undefined ? [] : [vendor]));
  expect(await timed()).toEqual(['crowdstrike']);
  world.network.faults = [];
  expect(await timed()).toEqual(['cloudcraft']);
  expect(await timed()).toEqual([]);
});
