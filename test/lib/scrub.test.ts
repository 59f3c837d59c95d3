import { scrubber } from '../../lib/scrub.ts';

const secret = 'bear3vFUUkgfzoBK+UKy/PmZw1NsdfrFzdvZoyFJwe8=';
const { text, value } = scrubber([secret]);

describe('a secret is masked', () => {
  it.each([
    ['as it is', `the key ${secret} is wrong`, 'the key [secret] is wrong'],
    ['every time', `${secret}, ${secret}`, '[secret], [secret]'],
    ['URL-encoded', `?key=${encodeURIComponent(secret)}&`, '?key=[secret]&'],
    [
      'with the slashes that JSON may escape',
      JSON.stringify({ secret }).replaceAll('/', '\\/'),
      '{"secret":"[secret]"}',
    ],
    ['in the middle of a word', `x${secret}x`, 'x[secret]x'],
  ])('%s', (_, given, masked) => {
    expect(text(given)).toBe(masked);
  });

  it('wherever it stands in a value, keys included', () => {
    expect(value({ a: [secret, { [secret]: `Bearer ${secret}` }], b: 1, c: null, d: true })).toEqual({
      a: ['[secret]', { '[secret]': 'Bearer [secret]' }],
      b: 1,
      c: null,
      d: true,
    });
  });

  it('when there are several, one of which begins like the other', () => {
    const both = scrubber(['shared-beginning', 'shared-beginning-and-more']);
    expect(both.text('shared-beginning-and-more, shared-beginning')).toBe('[secret], [secret]');
  });
});

it('what holds no secret stays as it is', () => {
  expect(text('nothing here')).toBe('nothing here');
  expect(value({ a: ['b', 1] })).toEqual({ a: ['b', 1] });
  expect(value(undefined)).toBeUndefined();
});

it('an empty secret masks nothing', () => {
  expect(scrubber(['']).text('abc')).toBe('abc');
});
