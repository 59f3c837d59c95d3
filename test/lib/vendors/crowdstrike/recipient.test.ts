import { crowdstrikeRecipient } from '../../../../lib/vendors/crowdstrike/recipient.ts';

const now = Date.parse('2026-11-20T08:27:14Z');
const wait = (headers: Record<string, string>) =>
  crowdstrikeRecipient(5).retryAfterSeconds?.(new Headers(headers), now);

it.each([
  ['seconds since the epoch', String(now / 1000 + 9), 9],
  ['milliseconds since the epoch', String(now + 9000), 9],
  ['seconds', '9', 9],
  ['a negative number', '-5', 0],
  ['seconds since the epoch, passed', String(now / 1000 - 9), 0],
  ['milliseconds since the epoch, passed', String(now - 9000), 0],
  ['blanks', '  ', undefined],
  ['a text', 'soon', undefined],
])("a wait is read from CrowdStrike's header in %s", (_, value, seconds) => {
  expect(wait({ 'X-Ratelimit-Retryafter': value })).toBe(seconds);
});

it('the standard header comes first', () => {
  expect(wait({ 'Retry-After': '3', 'X-Ratelimit-Retryafter': '9' })).toBe(3);
});
