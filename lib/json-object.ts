import * as v from 'valibot';
import { NoList } from './no-list.ts';
import { parseJson } from './parse.ts';

/** A text that is a JSON object: what it holds. */
export const JsonObject = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue }): unknown => {
    const value = parseJson(dataset.value);
    if (value === undefined) addIssue({ message: 'expected JSON' });
    return value;
  }),
  NoList,
);
