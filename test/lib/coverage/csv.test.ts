import { csv } from '../../../lib/coverage/csv.ts';
import type { ReportedRow } from '../../../lib/coverage/since.ts';
import { idOf, reportOn, STATE_MACHINES, start } from './organization.ts';

const named = (name: string): ReportedRow => ({
  ...{ accountId: idOf(1), name, accountState: 'ACTIVE', units: ['r-exam', 'ou-exam-sandbox1'] },
  ...{ vendor: 'cloudcraft', state: 'missing', since: '2026-11-25T03:00:00Z', reason: 'not listed' },
});

it('has a header and a line a row, each with the command that closes the gap', () => {
  expect(csv({ rows: [named('payments')], stateMachines: STATE_MACHINES })).toBe(
    [
      'account_id,account_name,account_state,units,vendor,state,since,reason,registration_id,registration_status,registration_standing,registration_detail,command',
      `${idOf(1)},payments,ACTIVE,r-exam/ou-exam-sandbox1,cloudcraft,missing,2026-11-25T03:00:00Z,not listed,,,,,"${start('enroll-account', { accountId: idOf(1), vendors: ['cloudcraft'] }).replaceAll('"', '""')}"`,
      '',
    ].join('\r\n'),
  );
});

it('has the command that offboards an account that departed, unless somebody else registered it', () => {
  const registration = { id: 'reg', status: 'active', standing: 'ours' as const };
  const departed = { ...named('payments'), state: 'departed' as const, registration };
  const foreign = { ...departed, registration: { ...registration, standing: 'elsewhere' as const } };
  const [, ours, theirs] = csv({ rows: [departed, foreign], stateMachines: STATE_MACHINES }).split('\r\n');
  const offboarding = start('offboard-account', { accountId: idOf(1), onlyDeparted: true }).replaceAll(
    '"',
    '""',
  );
  expect(ours).toMatch(/,ours,,"/);
  expect(ours).toContain(offboarding);
  expect(theirs).toMatch(/,elsewhere,,$/);
});

it.each([
  ['a comma', 'a,b', '"a,b"'],
  ['a quotation mark', 'a "b"', '"a ""b"""'],
  ['a line break', 'a\nb', '"a\nb"'],
  ['a formula', '=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
  ['a formula after white space', ' \t+1', `' \t+1`],
  ['a negative formula', '-1+1', `'-1+1`],
  ['a function', '@SUM(A1)', `'@SUM(A1)`],
  ['a fullwidth formula', '＝1', `'＝1`],
  ['a minus sign within', 'payments-prod', 'payments-prod'],
])('keeps %s in its cell', (_, name, cell) => {
  expect(csv({ rows: [named(name)], stateMachines: {} })).toContain(`\r\n${idOf(1)},${cell},ACTIVE,`);
});

it('has as many lines as the report has rows', async () => {
  const made = await reportOn(40);
  expect(csv(made).trimEnd().split('\r\n')).toHaveLength(made.rows.length + 1);
});
