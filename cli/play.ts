import { setTimeout as sleep } from 'node:timers/promises';
import { styleText } from 'node:util';
import { isSimulated } from '../emulators/clock/clock.ts';
import type { VendorReport } from '../emulators/controls/report.ts';
import { Engine, type Execution } from '../emulators/engine/engine.ts';
import { advisedInput } from './advised-input.ts';
import type { ControlClient } from './control-client.ts';
import { createdAccount } from './created-account.ts';
import { accountOf } from './input.ts';
import { progress } from './print/progress.ts';

/** One enrollment that was played, and what everybody holds of the account after it. */
export interface Played {
  execution: Execution;
  account: string | undefined;
  reports: VendorReport[];
}

type Input = Parameters<Engine['run']>[1];

/** What is to be played. */
export interface Scenario {
  /** What the execution gets; undefined creates an account, whose event it then gets. */
  input: Input | undefined;
  /** Preset names by vendor. */
  presets: Record<string, string>;
  /** Switches by side, as the world's controls take them. */
  switches: Record<string, Record<string, unknown>>;
  /** Whether the account is created first, where the organization does not have it. */
  createsAccount: boolean;
  /** Whether a second run follows, with every fault removed and every switch at its default. */
  again: boolean;
  /** Whether expected waits are explained in full. */
  isVerbose: boolean;
}

/**
 * Plays a scenario in a running world: sets the faults, and runs the workflow, once or twice.
 *
 * @param print gets the progress, a line at a time
 * @throws Error naming a preset or switch that does not exist, or a world that stops answering
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
  const given = scenario.input ?? (await announced(control, print));
  const account = accountOf(given);
  if (account !== undefined && scenario.createsAccount && scenario.input !== undefined)
    await control.createAccount(account);
  const once = async (input: Input) => {
    const { lost, unwatch } = watch(control);
    const run = engine.run('enroll-account', input, { onEvent: progress(print, scenario) });
    const execution = await Promise.race([run, lost]).finally(unwatch);
    return { execution, account, reports: account === undefined ? [] : await settled(control, account) };
  };
  const first = await once(given);
  yield first;
  if (!scenario.again) return;
  await control.heal();
  const input = advisedInput(first.execution.cause) ?? given;
  print(`\nEvery fault is removed. Started again with\n${JSON.stringify(input)}\n`);
  yield await once(input);
}

/** What everybody holds, once a new role may be assumed everywhere: a vendor that looks earlier finds it closed. */
async function settled({ report }: ControlClient, account: string): Promise<VendorReport[]> {
  for (let wait = 0; ; wait += LOOK_EVERY) {
    const reports = await report(account);
    if (wait >= PROPAGATED || reports.every(({ problems }) => problems.length === 0)) return reports;
    await sleep(LOOK_EVERY * 1000);
  }
}

/** In seconds. IAM's changes are seen everywhere within a minute as a rule; nothing longer is documented. */
const PROPAGATED = 60;
const LOOK_EVERY = 10;

/** Creates an account, and says which event of it starts the enrollment. */
async function announced(control: ControlClient, print: (line: string) => void): Promise<Input> {
  const { event, rule } = await createdAccount(control);
  const input: Input = JSON.parse(JSON.stringify(event));
  const tick = styleText('green', '✔');
  print(
    `  ${tick} CreateAccount: ${accountOf(input)}\n  ${tick} its event CreateAccountResult, by the rule ${rule}`,
  );
  return input;
}

/** Looks every second whether the world still answers; `lost` rejects once it does not. One in this process does. */
function watch({ overview, url }: ControlClient) {
  const { promise: lost, reject } = Promise.withResolvers<never>();
  if (isSimulated()) return { lost, unwatch: () => undefined };
  const gone = new Error(
    `the world at ${url} stopped answering during the enrollment: start it again with "npm run world", and enroll again`,
  );
  const timer = setInterval(() => overview().catch(() => reject(gone)), 1000);
  return { lost, unwatch: () => clearInterval(timer) };
}
