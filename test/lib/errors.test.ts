import { InvalidInputError } from '../../lib/errors.ts';

const message = (said: string) => new InvalidInputError({ tried: 'read', said, next: 'mend it' }).message;

it('a message says what was tried, what was said and what to do next', () => {
  expect(message('it is empty.')).toBe('Tried to read: it is empty. Next: mend it.');
});

it.each([
  ['whole', 5000, 'x'.repeat(5000)],
  ['by its beginning, when it is very long', 5001, `${'x'.repeat(5000)}…`],
])('what was said is told %s', (_, length, told) => {
  expect(message('x'.repeat(length))).toBe(`Tried to read: ${told}. Next: mend it.`);
});
