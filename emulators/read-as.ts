import * as v from 'valibot';

/**
 * The value in the form of the schema.
 * @throws Error that says all that is wrong and where; it quotes the values
 */
export function readAs<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
): v.InferOutput<Schema> {
  const { success, output, issues } = v.safeParse(schema, value, { message: expectation });
  if (success) return output;
  throw new Error(
    issues.map((issue) => [v.getDotPath(issue) ?? '', issue.message].filter(Boolean).join(': ')).join('; '),
  );
}

/** What is wrong with a value that a schema refuses, where the schema itself does not say so. */
export function expectation({ expected, received, type, path }: v.BaseIssue<unknown>): string {
  if (path?.at(-1)?.origin === 'key') return expected === 'never' ? 'is not a known field' : 'is missing';
  const options = /^\((.+)\)$/.exec(expected ?? '')?.[1];
  const wanted = options === undefined ? (expected ?? type.replaceAll('_', ' ')) : `one of ${options}`;
  return `expected ${lower(wanted.replaceAll(' | ', '|'))}, received ${lower(received)}`;
}

/** `object` for `Object`, which is valibot's word. */
const lower = (name: string) => name.replace(/^[A-Z]/, (first) => first.toLowerCase());
