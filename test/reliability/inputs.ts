import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { ACCOUNT, sampleEvent } from '../scene.ts';

/** Any value that JSON can hold. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The management account of every scene. */
export const MANAGEMENT = '111122223333';

/** Values that nearly fit somewhere. */
const near = fc.constantFrom<Json>(
  ...[
    'SUCCEEDED',
    'FAILED',
    ACCOUNT,
    MANAGEMENT,
    '999988887777',
    ` ${ACCOUNT}`,
    `${ACCOUNT}\n`,
    '٤٤٤٤٥٥٥٥٦٦٦٦',
  ],
  ...[
    'aws.organizations',
    'aws.controltower',
    'CreateAccountResult',
    'AccountJoinedOrganization',
    '__proto__',
    '',
  ],
  ...[null, [], {}, Number(ACCOUNT), 0, true, ['cloudcraft'], ['nobody'], ['cloudcraft', 'cloudcraft']],
  ...[{ accountId: ACCOUNT }, { accountId: '999988887777' }, [{ accountId: MANAGEMENT }]],
);

/** A value behind so many lists and objects that a recursive reader runs out of stack. */
const deep = fc
  .record({
    levels: fc.integer({ min: 1, max: 20_000 }),
    key: fc.constantFrom('accountId', 'detail', 'x'),
    core: near,
  })
  .map(({ levels, key, core }) => {
    let value = core;
    for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { [key]: value };
    return value;
  });

/** Any JSON, with the names in it that inputs have. */
export const anyJson: fc.Arbitrary<Json> = fc.oneof(
  { weight: 3, arbitrary: fc.json().map((text): Json => JSON.parse(text)) },
  near,
  fc.dictionary(
    fc.constantFrom('source', 'detail', 'account', 'accountId', 'vendors', 'adopt', 'resources', '__proto__'),
    fc.oneof(
      near,
      fc.dictionary(
        fc.constantFrom(
          'eventName',
          'serviceEventDetails',
          'requestParameters',
          'createAccountStatus',
          'accountId',
        ),
        fc.oneof(
          near,
          fc.json().map((text): Json => JSON.parse(text)),
        ),
      ),
    ),
  ),
);

/**
 * A name of no field: misspelt, in another case, or anything. `source` and `detail` would make an event of the input, and
 * `__proto__` is no name in JavaScript.
 */
export const unknownField = fc
  .oneof(fc.constantFrom('accountID', 'vendor', 'Adopt', 'force', ''), fc.string())
  .filter(
    (field) => !['accountId', 'vendors', 'adopt', 'dryRun', 'source', 'detail', '__proto__'].includes(field),
  );

const samples: Json[] = readdirSync(new URL('../../events/', import.meta.url))
  .filter((name) => !/failed|^(roll-call|offboard|close|remove|account-departed)/.test(name))
  .map((name) => sampleEvent(name.replace(/\.json$/, '')));

/** A valid input with one thing changed: what is at `path` taken away, replaced, put into a list, or added to. */
const sampleWith = (values: fc.Arbitrary<Json>): fc.Arbitrary<{ path: string[]; input: Json }> =>
  fc
    .constantFrom(...samples)
    .chain((sample) =>
      fc.record({
        sample: fc.constant(sample),
        path: fc.constantFrom(...pathsOf(sample)),
        value: values,
        how: fc.constantFrom('remove', 'replace', 'wrap', 'add' as const),
      }),
    )
    .map(({ sample, path, value, how }) => {
      const [key = '', ...above] = path.toReversed();
      const holder = path.length === 0 ? { '': structuredClone(sample) } : structuredClone(sample);
      const at = above.reduceRight<Json>((inner, step) => member(inner, step), holder);
      if (typeof at === 'object' && at !== null && !Array.isArray(at)) {
        if (how === 'remove') delete at[key];
        else if (how === 'add') at[`${key}Added`] = value;
        else at[key] = how === 'wrap' ? [member(at, key)] : value;
      }
      const input = path.length === 0 ? member(holder, '') : holder;
      return { path: how === 'add' ? path.slice(0, -1) : path, input };
    });

/** Such an input, of a depth that Lambda takes. */
export const changedSample = sampleWith(fc.oneof(near, anyJson));
/** Such an input of any depth. */
export const deeplyChangedSample = sampleWith(
  fc.oneof({ weight: 8, arbitrary: fc.oneof(near, anyJson) }, { weight: 1, arbitrary: deep }),
);

function pathsOf(value: Json): string[][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[]];
  return [
    [],
    ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner).map((rest) => [key, ...rest])),
  ];
}

const member = (value: Json, key: string): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value[key] ?? null) : null;
