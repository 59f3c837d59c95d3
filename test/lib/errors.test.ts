import { InvalidInputError } from '../../lib/errors.ts';

const message = (answered: string, next?: string) =>
  new InvalidInputError({ tried: 'read', answered, next }).message;

it('a message has what was tried, what was answered and, where that is known, what to do next', () => {
  expect(message('it is empty.', 'fix it')).toBe('Tried to read: it is empty. Next: fix it.');
  expect(message('it is empty.')).toBe('Tried to read: it is empty.');
});

it.each([
  ['whole', 5000, 'x'.repeat(5000)],
  ['by its beginning, when it is very long', 5001, `${'x'.repeat(5000)}…`],
])('what was answered is quoted %s', (_, length, quoted) => {
  expect(message('x'.repeat(length))).toBe(`Tried to read: ${quoted}.`);
});
