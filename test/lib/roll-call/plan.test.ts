import type { Row } from '../../../lib/coverage/row.ts';
import { RollTooLargeError } from '../../../lib/errors.ts';
import { planned, work } from '../../../lib/roll-call/plan.ts';

const row = (accountId: string, vendor: string, state: Row['state']): Row => ({
  accountId,
  vendor,
  state,
  units: [],
});
const ids = (count: number) =>
  Array.from({ length: count }, (_, number) => ({
    accountId: String(100000000000 + number),
    vendors: ['cloudcraft'],
  }));

it('plans every gap that Rollcall can close, once an account', () => {
  const rows = [
    row('444455556666', 'one', 'missing'),
    row('444455556666', 'other', 'failed'),
    row('555566667777', 'one', 'covered'),
    row('666677778888', 'one', 'excluded'),
    row('777788889999', 'one', 'departed'),
    {
      ...row('888899990000', 'one', 'degraded'),
      registration: { id: '1', status: 'x', standing: 'ours' } as const,
    },
    {
      ...row('999900001111', 'one', 'degraded'),
      registration: { id: '1', status: 'x', standing: 'elsewhere' } as const,
    },
  ];
  expect(planned(rows, { dryRun: false, retryFailed: false })).toEqual([
    { accountId: '444455556666', vendors: ['one', 'other'] },
    { accountId: '888899990000', vendors: ['one'], isListed: true },
  ]);
  expect(planned(rows, { dryRun: false, retryFailed: true })).toEqual([
    { accountId: '444455556666', vendors: ['other'] },
    { accountId: '888899990000', vendors: ['one'], isListed: true },
  ]);
  expect(planned(rows, { dryRun: true, retryFailed: false })).toEqual([]);
});

it('gives the workflow 17,000 accounts in less than the data of a state may have', () => {
  const { accounts } = work(ids(17_000));
  expect(Buffer.byteLength(JSON.stringify(accounts))).toBeLessThan(256 * 1024 - 2000);
});

it('refuses more by name, with what to do', () => {
  expect(() => work(ids(17_300))).toThrow(RollTooLargeError);
  expect(() => work(ids(17_300))).toThrow(/17300 accounts .* Next: start a roll call for a part/);
});

it('more departed accounts than fit beside the plan are to be offboarded first, as a part offboards none', () => {
  const departed = ids(17_000).map(({ accountId }) => accountId);
  expect(() => work(ids(1000), departed)).toThrow(RollTooLargeError);
  expect(() => work(ids(1000), departed)).toThrow('npx rollcall offboard --departed');
});
