import type { VendorReport } from '../emulators/controls/report.ts';
import { Engine, type Execution } from '../emulators/engine/engine.ts';
import type { ControlClient } from './control-client.ts';
import { accountOf } from './input.ts';
import { progress } from './print/progress.ts';

/** One enrollment that was played, and what everybody holds of the account after it. */
export interface Played {
  execution: Execution;
  account: string | undefined;
  reports: VendorReport[];
}

/** What is to be played. */
export interface Scenario {
  input: Parameters<Engine['run']>[1];
  /** Preset names by vendor. */
  presets: Record<string, string>;
  /** Switches by side, as the world's controls take them. */
  switches: Record<string, Record<string, unknown>>;
  /** Whether a second run follows, with every fault and switch taken back. */
  again: boolean;
}

/**
 * Plays a scenario in a running world: creates the account if the organization has it not, sets the faults, and runs
 * the workflow, once or twice.
 *
 * @param print gets the progress, a line at a time
 * @throws Error naming a preset or switch that does not exist
 */
export async function* play(
  control: ControlClient,
  scenario: Scenario,
  print: (line: string) => void,
): AsyncGenerator<Played> {
  const { environment } = await control.overview();
  for (const [vendor, name] of Object.entries(scenario.presets)) await control.preset(vendor, name);
  await control.switches(scenario.switches);
  const engine = new Engine(environment);
  const account = accountOf(scenario.input);
  if (account !== undefined) await control.createAccount(account);
  const once = async () => {
    const execution = await engine.run('enroll-account', scenario.input, { onEvent: progress(print) });
    return { execution, account, reports: account === undefined ? [] : await control.report(account) };
  };
  yield await once();
  if (!scenario.again) return;
  await control.heal();
  print('\nEverything is mended; the same input once more:');
  yield await once();
}
