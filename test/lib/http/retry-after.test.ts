import { retryAfterSeconds } from '../../../lib/http/retry-after.ts';

const now = Date.parse('2026-11-20T08:27:14Z');
const wait = (headers: Record<string, string>) => retryAfterSeconds(new Headers(headers), now);

describe('a wait is read from Retry-After', () => {
  it.each([
    ['in seconds', '7', 7],
    ['in parts of a second', '0.5', 0.5],
    ['of nothing', '0', 0],
    ['as a date', 'Fri, 20 Nov 2026 08:27:44 GMT', 30],
    ['as a date that has passed', 'Fri, 20 Nov 2026 08:00:00 GMT', 0],
    ['as a negative number', '-5', 0],
    ['of a year', '31536000', 31_536_000],
  ])('%s', (_, value, seconds) => {
    expect(wait({ 'Retry-After': value })).toBe(seconds);
  });
});

describe('nothing is read', () => {
  it.each([
    ['without a header', {}],
    ['from an empty header', { 'Retry-After': '' }],
    ['from a blank that no header is trimmed of', { 'Retry-After': '\u00a0' }],
    ['from a text', { 'Retry-After': 'soon' }],
    ['from several numbers', { 'Retry-After': '5, 5' }],
    ['from half a number', { 'Retry-After': '12 apples' }],
    ["from a vendor's own header", { 'X-Ratelimit-Retryafter': '9' }],
  ])('%s', (_, headers) => {
    expect(wait(headers)).toBeUndefined();
  });
});

it.each(['1e30', 'Infinity', '99999999999999'])('an absurd %s is a wait that nobody spends', (value) => {
  expect(wait({ 'Retry-After': value })).toBeGreaterThan(3600);
});
