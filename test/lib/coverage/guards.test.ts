import { compare } from '../../../lib/coverage/comparison.ts';
import { departures, requireFewDeparted } from '../../../lib/coverage/departures.ts';
import { requireWholeList } from '../../../lib/coverage/whole-list.ts';
import { ListShrankError, TooManyDepartedError } from '../../../lib/errors.ts';
import { roll } from './organization.ts';

it.each([
  ['first seen', undefined, 0],
  ['as long as before', 10, 10],
  ['longer', 10, 11],
  ['a fifth shorter', 10, 8],
  ['one shorter, however short', 1, 0],
])('a list that is %s is taken for whole', (_, before, listed) => {
  expect(() => requireWholeList({ vendor: 'cloudcraft', listed, before })).not.toThrow();
});

it.each([
  ['more than a fifth shorter', 10, 7],
  ['suddenly empty', 3, 0],
])('a list that is %s stops the roll call', (_, before, listed) => {
  expect(() => requireWholeList({ vendor: 'cloudcraft', listed, before })).toThrow(ListShrankError);
});

it.each([
  [5, 6],
  [5, 0],
  [6, 60],
  [100, 1000],
])('%i departed beside %i accounts may be offboarded', (departed, accounts) => {
  expect(() => requireFewDeparted({ departed, accounts })).not.toThrow();
});

it.each([
  [6, 59],
  [101, 1000],
])('%i departed beside %i accounts may not', (departed, accounts) => {
  expect(() => requireFewDeparted({ departed, accounts })).toThrow(TooManyDepartedError);
});

it('only departed accounts that Rollcall registered, and that were members, are offboarded, each once', async () => {
  const compared = roll(40);
  const rows = await compare(compared);
  const closed = rows
    .filter(({ accountState }) => accountState === 'CLOSED')
    .map(({ accountId }) => accountId);
  const stranger = rows.filter(({ accountId }) => accountId === '999900001111');
  expect(departures(rows, compared.lists, [])).toEqual([...new Set(closed)]);
  expect(departures(rows, compared.lists, stranger)).toEqual([...new Set(closed)]);
  const before = stranger.map((row) => ({ ...row, name: 'Former' }));
  expect(departures(rows, compared.lists, before)).toEqual([...new Set(closed), '999900001111']);
});
