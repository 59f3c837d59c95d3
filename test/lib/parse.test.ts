import * as v from 'valibot';
import { parse } from '../../lib/parse.ts';

const Form = v.strictObject({
  key: v.optional(v.string()),
  size: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1))),
  names: v.optional(
    v.pipe(v.array(v.pipe(v.string(), v.regex(/^[a-z]+$/, 'expected a name'))), v.minLength(1)),
  ),
  kind: v.optional(v.variant('type', [v.object({ type: v.literal('one'), id: v.string() })])),
  way: v.optional(v.picklist(['there', 'back'])),
  either: v.optional(v.union([v.number(), v.array(v.number())])),
  digits: v.optional(v.pipe(v.unknown(), v.toNumber())),
});

const faultsOf = (schema: v.GenericSchema, value: unknown) => {
  let found = '';
  const refuse = (faults: string) => {
    found = faults;
    return new Error(faults);
  };
  expect(() => parse(schema, value, { whole: 'it', refuse })).toThrow();
  return found;
};

it.each<[string, unknown, string]>([
  ['a text', 'hidden', 'it: expected object, received string'],
  ['nothing', undefined, 'it: expected object, received undefined'],
  ['null', { key: null }, 'key: expected string, received null'],
  ['a list', { key: ['hidden'] }, 'key: expected string, received array'],
  ['an object', { names: { hidden: 1 } }, 'names: expected array, received object'],
  ['an unknown field', { kye: 'hidden' }, 'kye: is not a known field'],
  ['a missing field', { kind: { type: 'one' } }, 'kind.id: is missing'],
  ['an unknown kind', { kind: { type: 'hidden' } }, 'kind.type: expected "one", received string'],
  ['another word', { way: 'hidden' }, 'way: expected ("there" | "back"), received string'],
  ['none of several forms', { either: 'hidden' }, 'either: has none of the expected forms'],
  [
    'a fraction that is too small',
    { size: 0.5 },
    'size: expected safe integer; size: expected min value >=1',
  ],
  ['no number', { size: Number.NaN }, 'size: expected a number'],
  ['a text without digits', { digits: 'hidden' }, 'digits: expected a number'],
  ['too few', { names: [] }, 'names: expected min length >=1'],
  [
    'two of many',
    { names: ['a', 'Hidden 1', 'b', 'Hidden 2'] },
    'names.1: expected a name; names.3: expected a name',
  ],
])('%s is refused by its path, and never by its value', (_, value, faults) => {
  expect(faultsOf(Form, value)).toBe(faults);
});

it('what fits is given back in the form of the schema', () => {
  const refuse = (faults: string) => new Error(faults);
  expect(parse(v.object({ key: v.string() }), { key: 'a', other: 1 }, { whole: 'it', refuse })).toEqual({
    key: 'a',
  });
});
