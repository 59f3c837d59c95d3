import type * as v from 'valibot';
import type { ReportStore } from '../aws/report-store.ts';
import { AwsRejectedError } from '../errors.ts';
import { parse, parseJson } from '../parse.ts';

/**
 * An object of the store as JSON of that form; undefined when it does not exist.
 * @throws {AwsRejectedError} it has another form
 */
export async function readObject<T>(
  store: ReportStore,
  key: string,
  schema: v.GenericSchema<unknown, T>,
): Promise<T | undefined> {
  const text = await store.get(key);
  if (text === undefined) return undefined;
  return parse(schema, parseJson(text), {
    whole: 'the object',
    refuse: (answered) =>
      new AwsRejectedError({
        tried: `read ${store.urlOf(key)}`,
        answered,
        next: 'restore a version of the object that has the form, or delete it',
      }),
  });
}
