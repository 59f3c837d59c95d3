import { sameJson } from '../../lib/same-json.ts';

it.each([
  [{ a: 1, b: { c: [1, 2], d: null } }, { b: { d: null, c: [1, 2] }, a: 1 }, true],
  [{ a: 1 }, { a: 1, b: undefined }, true],
  [{ a: [1, 2] }, { a: [2, 1] }, false],
  [{ a: 1 }, { a: '1' }, false],
  [{ a: 1 }, { b: 1 }, false],
  [[], {}, false],
  [undefined, null, false],
])('%j and %j are the same: %s', (one, other, same) => {
  expect(sameJson(one, other)).toBe(same);
});
