import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import type { NewAccount } from '../emulators/aws/create-account.ts';
import { changeSwitches } from '../emulators/controls/switch-changes.ts';
import { Engine, type Execution, type Start } from '../emulators/engine/engine.ts';
import { captureLogs } from '../emulators/engine/logs.ts';
import { Fault } from '../emulators/network/fault.ts';
import { type Switches, startWorld, type World, type WorldOptions } from '../emulators/world.ts';

/** The account of the sample events. */
export const ACCOUNT = '444455556666';

/** The vendors that a scene enrolls with, unless it says otherwise: adding one to the registries does not enable it. */
export const ENABLED = ['cloudcraft', 'crowdstrike'] as const;

/** What is special of a scene; everything can be left out. */
export interface SceneOptions extends WorldOptions {
  /** The account of the sample events: how it joined the organization. */
  account?: NewAccount;
  switches?: { [Side in keyof Switches]?: Partial<Switches[Side]> };
  faults?: Partial<Fault>[];
  /** Environment variables of the functions that differ from those that are deployed. */
  environment?: Record<string, string>;
}

/** A world in which a new account was just created, and an engine that runs the workflows in it. */
export interface Scene {
  world: World;
  engine: Engine;
  /** Runs enroll-account; with the sample event when nothing else is given. */
  enroll(input?: Parameters<Engine['run']>[1], start?: Start): Promise<Execution>;
}

// What a function logs when its execution is over, as one does whose process had ended, is nobody's to read.
afterAll(captureLogs(() => undefined));

const open: World[] = [];

afterEach(async () => {
  for (const world of open.splice(0)) await world.close();
});

/** Builds a scene; it ends with the test. One scene at a time. */
export async function scene(options: SceneOptions = {}): Promise<Scene> {
  const { account = {}, switches = {}, faults = [], environment = {}, ...world } = options;
  const built = await startWorld(world);
  open.push(built);
  built.aws.createAccount({ id: ACCOUNT, name: 'Sandbox', ...account });
  changeSwitches(built, switches);
  built.network.faults = faults.map((fault) => v.parse(Fault, fault));
  const engine = new Engine(
    { ...built.environment, VENDORS: ENABLED.join(','), ...environment },
    built.aws.state.executions,
  );
  const sample = sampleEvent('create-account-succeeded');
  return {
    world: built,
    engine,
    enroll: (input = sample, start) => engine.run('enroll-account', input, start),
  };
}

/** An event of `events/`, by its file's name. */
export const sampleEvent = (name: string) =>
  JSON.parse(readFileSync(new URL(`../events/${name}.json`, import.meta.url), 'utf8'));
