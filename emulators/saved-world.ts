import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as v from 'valibot';
import type { Aws } from './aws/aws.ts';
import type { BusEvent } from './aws/bus.ts';
import type { AwsState } from './aws/state.ts';
import { stateAsJson, stateOfJson } from './state-as-json.ts';
import type { RunningVendor } from './vendor.ts';

const State = v.object({ accounts: v.instance(Map) });

const SavedWorld = v.object({
  format: v.literal('rollcall-world-1'),
  /** The world's own time when it was saved: its clock may be ahead. */
  at: v.date(),
  aws: v.custom<AwsState>((state) => v.is(State, state)),
  events: v.array(v.custom<BusEvent>(() => true)),
  vendors: v.record(
    v.string(),
    v.object({ secret: v.record(v.string(), v.string()), state: v.looseObject({}) }),
  ),
});

/** What of a world outlives it: AWS, the events of its bus, and every vendor. Faults and switches do not. */
export type SavedWorld = v.InferOutput<typeof SavedWorld>;

/**
 * The world that a file keeps; undefined where there is no file.
 * @throws Error when the file is something else, or cannot be read
 */
export function savedWorld(file: string): SavedWorld | undefined {
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, 'utf8');
  try {
    return v.parse(SavedWorld, stateOfJson(text));
  } catch {
    throw new Error(`"${file}" does not hold the state of a world: name another file, or one that is new`);
  }
}

/**
 * Writes a world into a file, which then is whole at any time. It has the world's keys and secrets, so nobody else may
 * read it.
 * @throws Error when it cannot be written
 */
export function saveWorld({ aws, vendors }: Kept, file: string): void {
  const kept = Object.entries(vendors).map(([name, { secret, state }]) => [name, { secret, state }]);
  const saved: SavedWorld = {
    ...{ format: 'rollcall-world-1', at: new Date(), aws: aws.state, events: aws.bus.events },
    vendors: Object.fromEntries(kept),
  };
  writeFileSync(`${file}.new`, stateAsJson(saved), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** What of a world is read to keep it. */
interface Kept {
  aws: Aws;
  vendors: Record<string, RunningVendor>;
}
