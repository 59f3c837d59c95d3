import * as z from 'zod';
import { AwsSwitches } from '../aws/switches.ts';
import { CloudcraftSwitches } from '../cloudcraft/switches.ts';
import { CrowdstrikeSwitches } from '../crowdstrike/switches.ts';

const sides = { aws: AwsSwitches, cloudcraft: CloudcraftSwitches, crowdstrike: CrowdstrikeSwitches };

/** New values for some switches of some emulators, by side and name. */
export const SwitchChanges = z.strictObject({
  aws: AwsSwitches.partial().optional(),
  cloudcraft: CloudcraftSwitches.partial().optional(),
  crowdstrike: CrowdstrikeSwitches.partial().optional(),
});
export type SwitchChanges = z.infer<typeof SwitchChanges>;

/**
 * Reads changes of switches.
 * @throws Error in one line, with the names that there are when one is wrong
 */
export function readSwitchChanges(changes: unknown): SwitchChanges {
  const parsed = SwitchChanges.safeParse(changes);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'switches'}: ${message}`,
  );
  const names = Object.keys(switchDefaults()).join(', ');
  throw new Error(`${faults.join('; ')}. The switches are ${names}`);
}

/** Every switch as `side.name`, with its default. */
export const switchDefaults = (): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(sides).flatMap(([side, schema]) => {
      const defaults: Record<string, unknown> = schema.parse({});
      return Object.keys(schema.shape).map((name) => [`${side}.${name}`, defaults[name]]);
    }),
  );
