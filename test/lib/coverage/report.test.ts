import * as v from 'valibot';
import { append } from '../../../lib/coverage/history.ts';
import { CoverageReport, report } from '../../../lib/coverage/report.ts';
import type { Row, State } from '../../../lib/coverage/row.ts';
import { historyOf, meta, reportOn } from './organization.ts';

const row = (accountId: string, vendor: string, state: State): Row => ({
  ...{ accountId, vendor, state, name: 'payments', accountState: 'ACTIVE', units: ['r-exam'] },
});

const of = (...rows: Row[]) =>
  report({ meta: meta(), stateMachines: {}, rows, listed: { cloudcraft: 2, crowdstrike: 1 } });

describe('a report', () => {
  it('has the form that it promises', async () => {
    const made = await reportOn(40);
    expect(v.parse(CoverageReport, JSON.parse(JSON.stringify(made)))).toEqual(made);
  });

  it('sums up rows by vendor, and accounts over all vendors', () => {
    const made = of(
      ...[row('111111111111', 'cloudcraft', 'covered'), row('111111111111', 'crowdstrike', 'missing')],
      ...[
        row('222222222222', 'cloudcraft', 'known-elsewhere'),
        row('222222222222', 'crowdstrike', 'excluded'),
      ],
      ...[row('333333333333', 'cloudcraft', 'inactive'), row('333333333333', 'crowdstrike', 'departed')],
    );
    expect(made.vendors).toEqual([
      expect.objectContaining({
        vendor: 'cloudcraft',
        listed: 2,
        toCover: 2,
        covered: 2,
        coveragePercent: 100,
      }),
      expect.objectContaining({
        vendor: 'crowdstrike',
        listed: 1,
        toCover: 1,
        covered: 0,
        coveragePercent: 0,
      }),
    ]);
    expect(made.vendors[1]?.states).toMatchObject({ missing: 1, excluded: 1, departed: 1, covered: 0 });
    expect(made.accounts).toEqual({ organization: 3, toCover: 2, covered: 1, coveragePercent: 50 });
  });

  it.each<[string, string, State[]]>([
    ['succeeded', 'All 2 accounts are covered.', ['covered', 'known-elsewhere', 'excluded', 'departed']],
    ['succeeded', 'No account is to be covered.', ['excluded', 'inactive', 'departed']],
    ['failed', '50.0 % of 2 accounts are covered; 1 account is not.', ['covered', 'missing']],
    ['failed', '0.0 % of 2 accounts are covered; 2 accounts are not.', ['degraded', 'failed']],
  ])('has %s: %s', (outcome, sentence, states) => {
    const rows = states.map((state, index) => row(String(111111111111 + index), 'cloudcraft', state));
    expect(of(...rows).conclusion).toEqual({ outcome, sentence });
  });

  it('rounds down, so that only all accounts are 100 per cent', () => {
    const rows = Array.from({ length: 2000 }, (_, index) =>
      row(String(111111111111 + index), 'cloudcraft', index === 0 ? 'missing' : 'covered'),
    );
    expect(of(...rows).accounts.coveragePercent).toBe(99.9);
  });

  it('says since when an account has been in its state', () => {
    const [first, second] = ['2026-11-20T03:00:00Z', '2026-11-21T03:00:00Z'];
    const rows = [row('111111111111', 'cloudcraft', 'missing'), row('222222222222', 'cloudcraft', 'missing')];
    const previous = report({ meta: meta({ at: first }), stateMachines: {}, rows, listed: {} });
    const now = [row('111111111111', 'cloudcraft', 'missing'), row('222222222222', 'cloudcraft', 'covered')];
    const made = report({ meta: meta({ at: second }), stateMachines: {}, rows: now, listed: {}, previous });
    expect(made.rows.map(({ since }) => since)).toEqual([first, second]);
  });
});

describe('the history', () => {
  it('grows by one entry a report, and keeps the last 400', async () => {
    const last = await reportOn(3);
    const history = historyOf(last, 450);
    expect(history.entries).toHaveLength(400);
    expect(history.entries.at(-1)).toMatchObject({ at: last.at, partial: false, vendors: last.vendors });
  });

  it('has a report once, however often it is appended', async () => {
    const last = await reportOn(3);
    expect(append(last, append(last)).entries).toHaveLength(1);
  });

  it('marks a roll call that was not for everything', async () => {
    const made = await reportOn(3, { only: { vendors: ['cloudcraft'] } });
    expect(append(made).entries[0]?.partial).toBe(true);
  });
});
