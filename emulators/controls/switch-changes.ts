import * as v from 'valibot';
import { AwsSwitches } from '../aws/switches.ts';
import { NoList } from '../no-list.ts';
import { expectation } from '../read-as.ts';
import type { VendorEmulator } from '../vendor.ts';
import { allVendors } from '../vendors.ts';
import type { World } from '../world.ts';
import { didYouMean } from './nearest.ts';

/** New values for some switches of some emulators, by side and name. */
export type SwitchChanges = Record<string, Record<string, unknown>>;

/** The switches of AWS and of every vendor. */
const sides = (): Record<string, VendorEmulator['Switches']> => ({
  aws: AwsSwitches,
  ...Object.fromEntries(allVendors().map(({ name, Switches }) => [name, Switches])),
});

/**
 * Reads changes of switches.
 * @throws Error in one line, with the nearest names there are when one is wrong
 */
export function readSwitchChanges(changes: unknown): SwitchChanges {
  const entries = Object.entries(sides()).map(
    ([side, schema]) => [side, v.exactOptional(only(v.partial(schema).entries))] as const,
  );
  const parsed = v.safeParse(only(Object.fromEntries(entries)), changes, { message: expectation });
  if (parsed.success) return parsed.output;
  throw new Error(parsed.issues.map(sentence).join('; '));
}

/** An object that reports every field that it does not know; a strict one reports the first. */
const only = <Entries extends v.ObjectEntries>(entries: Entries) =>
  v.pipe(NoList, v.objectWithRest(entries, v.never()));

/** Sets switches in a world that runs. */
export function changeSwitches({ switches }: Pick<World, 'switches'>, changes: SwitchChanges): void {
  const bySide: Record<string, object> = switches;
  for (const [side, values] of Object.entries(changes)) Object.assign(bySide[side] ?? {}, values);
}

/** Every switch as `side.name`, with its default. */
export const switchDefaults = (): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(sides()).flatMap(([side, schema]) => {
      const defaults = v.parse(schema, {});
      return Object.keys(schema.entries).map((name) => [`${side}.${name}`, defaults[name]]);
    }),
  );

/** All switches at their defaults. */
export const allDefaults = (): SwitchChanges =>
  Object.fromEntries(Object.entries(sides()).map(([side, schema]) => [side, v.parse(schema, {})]));

function sentence(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue) ?? 'switches';
  if (issue.type !== 'never') return `${path}: ${issue.message}`;
  const candidates = Object.keys(issue.path?.length === 1 ? sides() : switchDefaults());
  return `"${path}" does not exist. ${didYouMean(path, candidates)}`;
}
