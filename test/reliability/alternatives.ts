import { isDeepStrictEqual } from 'node:util';
import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';

const Schema = v.object({
  properties: v.record(
    v.string(),
    v.object({
      default: v.optional(v.unknown()),
      enum: v.optional(v.array(v.unknown())),
      type: v.optional(v.unknown()),
    }),
  ),
});

/**
 * The values of a schema's switches that no row sets: each of the few that a switch may have besides its default, and
 * for a switch of any other kind at least one.
 */
export function untried(switches: v.GenericSchema, rows: Record<string, unknown>[]): string[] {
  const { properties } = v.parse(Schema, toJsonSchema(switches, { typeMode: 'input', errorMode: 'ignore' }));
  return Object.entries(properties).flatMap(([name, { default: usual, enum: values, type }]) => {
    const tried = rows.filter((row) => name in row).map((row) => row[name]);
    const possible = values ?? (type === 'boolean' ? [true, false] : undefined);
    if (possible === undefined) return tried.some((value) => !isDeepStrictEqual(value, usual)) ? [] : [name];
    const missing = possible.filter((value) => value !== usual && !tried.includes(value));
    return missing.map((value) => `${name}: ${value}`);
  });
}
