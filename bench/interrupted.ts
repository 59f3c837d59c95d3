import type { World } from '../emulators/world.ts';
import { notEnrolled } from './not-enrolled.ts';
import { addAccounts } from './organization.ts';
import type { Case } from './result.ts';
import { runRollCall } from './roll-call-run.ts';
import type { Simulated } from './simulate.ts';

/**
 * A backfill that is stopped as soon as Cloudcraft has half of the accounts, with all that it started, and a second one at
 * once. What was under way in a function goes on: the second one meets it.
 */
export async function interrupted(
  simulated: Simulated,
  accounts: number,
  input: object,
): Promise<Case['values']> {
  const { world, engine } = simulated;
  addAccounts(world, accounts);
  const start = Date.now();
  const half = setInterval(() => {
    if (world.cloudcraft.state.accounts.length < accounts / 2) return;
    clearInterval(half);
    // Step Functions stops what a stopped execution waits for. Source: its Developer Guide, "Start workflow executions".
    for (const { executionArn, status } of world.aws.state.executions.values())
      if (status === 'RUNNING') engine.abort(executionArn);
  }, 100);
  await runRollCall(simulated, input);
  const [registeredAtFirst, calls] = [world.cloudcraft.state.accounts.length, callsOf(world)];
  await runRollCall(simulated, input);
  const left = accounts - registeredAtFirst;
  return {
    'not enrolled': notEnrolled(world, accounts),
    'time, s': (Date.now() - start) / 1000,
    'registered at the stop': registeredAtFirst,
    'cloudcraft calls an account': (callsOf(world) - calls) / left,
    'registrations of an account': mostRegistrations(world),
    'duplicate entries': entries(world) - accounts * 2,
  };
}

const callsOf = ({ network }: World) => network.calls.filter(({ to }) => to === 'cloudcraft').length;

/** How often a vendor accepted the registration of the same account at most. */
function mostRegistrations({ network }: World): number {
  const counts = new Map<string, number>();
  for (const { to, name, account = '', status = 500 } of network.calls) {
    if (!REGISTRATION.test(name) || status >= 300) continue;
    const key = `${to} ${account}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return Math.max(...counts.values());
}

/** The calls that register an account. */
const REGISTRATION = /^POST .*\/account(\/v\d)?$/;

const entries = ({ cloudcraft, crowdstrike }: World) =>
  cloudcraft.state.accounts.length + crowdstrike.state.registrations.length;
