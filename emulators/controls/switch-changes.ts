import * as z from 'zod';
import { AwsSwitches } from '../aws/switches.ts';
import { allVendors } from '../vendors.ts';
import type { World } from '../world.ts';
import { didYouMean } from './nearest.ts';

/** New values for some switches of some emulators, by side and name. */
export type SwitchChanges = Record<string, Record<string, unknown>>;

/** The switches of AWS and of every vendor. */
const sides = (): Record<string, z.ZodObject> => ({
  aws: AwsSwitches,
  ...Object.fromEntries(allVendors().map(({ name, Switches }) => [name, Switches])),
});

/**
 * Reads changes of switches.
 * @throws Error in one line, with the nearest names there are when one is wrong
 */
export function readSwitchChanges(changes: unknown): SwitchChanges {
  const schemas = Object.entries(sides()).map(([side, schema]) => [side, schema.partial().optional()]);
  const parsed = z.strictObject(Object.fromEntries(schemas)).safeParse(changes);
  if (parsed.success) return onlyGiven(Changes.parse(changes), Changes.parse(parsed.data));
  throw new Error(parsed.error.issues.flatMap(sentences).join('; '));
}

const Changes = z.record(z.string(), z.record(z.string(), z.unknown()));

/** The schemas put the defaults of other switches beside what is given. */
const onlyGiven = (given: SwitchChanges, parsed: SwitchChanges): SwitchChanges =>
  Object.fromEntries(
    Object.entries(given).map(([side, values]) => [
      side,
      Object.fromEntries(Object.keys(values).map((name) => [name, parsed[side]?.[name]])),
    ]),
  );

/** Sets switches in a world that runs. */
export function changeSwitches({ switches }: Pick<World, 'switches'>, changes: SwitchChanges): void {
  const bySide: Record<string, object> = switches;
  for (const [side, values] of Object.entries(changes)) Object.assign(bySide[side] ?? {}, values);
}

/** Every switch as `side.name`, with its default. */
export const switchDefaults = (): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(sides()).flatMap(([side, schema]) => {
      const defaults = schema.parse({});
      return Object.keys(schema.shape).map((name) => [`${side}.${name}`, defaults[name]]);
    }),
  );

/** All switches at their defaults. */
export const allDefaults = (): SwitchChanges =>
  Object.fromEntries(Object.entries(sides()).map(([side, schema]) => [side, schema.parse({})]));

function sentences(issue: z.core.$ZodIssue): string[] {
  if (issue.code !== 'unrecognized_keys') return [`${issue.path.join('.') || 'switches'}: ${issue.message}`];
  const names = Object.keys(switchDefaults());
  return issue.keys.map((key) => {
    const wrong = [...issue.path, key].join('.');
    const candidates = issue.path.length === 0 ? Object.keys(sides()) : names;
    return `"${wrong}" does not exist. ${didYouMean(wrong, candidates)}`;
  });
}
