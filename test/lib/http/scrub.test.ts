import { scrubber } from '../../../lib/http/scrub.ts';

const secret = 'bear3vFUUkgfzoBK+UKy/PmZw1NsdfrFzdvZoyFJwe8=';
const { text, value } = scrubber([secret]);

/** The secret with its characters written otherwise. */
const characters = (escaped: (char: string) => string) => secret.replace(/[+/=]/g, escaped);
const names = new Map([
  ['+', 'plus'],
  ['/', 'sol'],
  ['=', 'equals'],
]);
const hex = (char: string) => char.charCodeAt(0).toString(16).toUpperCase();

describe('a secret is masked', () => {
  it.each([
    ['as it is', `the key ${secret} is wrong`, 'the key [secret] is wrong'],
    ['every time', `${secret}, ${secret}`, '[secret], [secret]'],
    ['twice in a row', `${secret}${secret}`, '[secret][secret]'],
    ['URL-encoded', `?key=${encodeURIComponent(secret)}&`, '?key=[secret]&'],
    [
      'with the slashes that JSON may escape',
      JSON.stringify({ secret }).replaceAll('/', '\\/'),
      '{"secret":"[secret]"}',
    ],
    ['in another case', `the key ${secret.toUpperCase()} is wrong`, 'the key [secret] is wrong'],
    ['URL-encoded in lower case', encodeURIComponent(secret).toLowerCase(), '[secret]'],
    ['URL-encoded twice', `?key=${encodeURIComponent(encodeURIComponent(secret))}&`, '?key=[secret]&'],
    ['with the characters that JSON may escape', characters((char) => `\\u00${hex(char)}`), '[secret]'],
    [
      'with the characters that HTML may escape',
      characters((char) => `&#${char.charCodeAt(0)};`),
      '[secret]',
    ],
    ['with the same characters in hexadecimal', characters((char) => `&#x${hex(char)};`), '[secret]'],
    [
      'as Python quotes it for a URL',
      characters((char) => (char === '/' ? char : `%${hex(char)}`)),
      '[secret]',
    ],
    ['as Go escapes a path', characters((char) => (char === '/' ? `%${hex(char)}` : char)), '[secret]'],
    ['as Gson writes it', characters((char) => (char === '=' ? '\\u003d' : char)), '[secret]'],
    ['as Mustache writes it', characters((char) => (char === '+' ? char : `&#x${hex(char)};`)), '[secret]'],
    ['with the names that HTML has', characters((char) => `&${names.get(char)};`), '[secret]'],
    ['in JSON inside of JSON', JSON.stringify(characters((char) => `\\u00${hex(char)}`)), '"[secret]"'],
    ['in HTML inside of HTML', characters((char) => `&amp;#${char.charCodeAt(0)};`), '[secret]'],
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

it.each([
  ['with quotes and backslashes', String.raw`a "secret" of C:\path and more`],
  ['of characters that patterns are made of', '(a+)+$[^.*?]{2,}|secret\\d'],
  ['of many backslashes', '\\'.repeat(40)],
  ['of 10,000 characters', 'S3cret/+='.repeat(1112).slice(0, 10_000)],
])('a secret %s is never seen', (_, odd) => {
  const odds = scrubber([odd]);
  for (const form of [odd, encodeURIComponent(odd), JSON.stringify(odd).slice(1, -1), odd.toLowerCase()])
    expect(odds.text(`before ${form} after`)).toBe('before [secret] after');
  expect(odds.value({ [odd]: odd })).toEqual({ '[secret]': '[secret]' });
});

it.each([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&apos;'],
])('a secret with %s in it is never seen in HTML', (char, entity) => {
  expect(scrubber([`a${char}b`]).text(`before a${entity}b after`)).toBe('before [secret] after');
});

it('a text that only resembles a secret stays as it is', () => {
  expect(scrubber(['a.c']).text('abc')).toBe('abc');
});

it.each(['a%25b%41c', 'a%2%252b', 'a&amp;amp;b', 'a\\\\b', '%%25%'])(
  'a secret that looks escaped itself is never seen: %s',
  (odd) => {
    for (const form of [odd, encodeURIComponent(odd)])
      expect(scrubber([odd]).text(`before ${form} after`)).toBe('before [secret] after');
  },
);

it('a form is masked as it is sent', () => {
  const clientSecret = 'abc.def~ghi!jkl(mno)pqr';
  const form = new URLSearchParams({ client_secret: clientSecret }).toString();
  expect(scrubber([clientSecret]).text(form)).toBe('client_secret=[secret]');
});

it('what holds no secret stays as it is', () => {
  expect(text('nothing here')).toBe('nothing here');
  expect(value({ a: ['b', 1] })).toEqual({ a: ['b', 1] });
  expect(value(undefined)).toBeUndefined();
});

it('an empty secret masks nothing', () => {
  expect(scrubber(['']).text('abc')).toBe('abc');
});
