import type { Played, Scenario } from '../play.ts';

/** What to try next after an enrollment that failed, where the emulators offer something. */
export function hints({ presets, again, createsAccount }: Scenario, all: Played[]): string[] {
  if (all.at(-1)?.execution.error === 'AccountNotFoundError' && !createsAccount)
    return ['\nWith --create-account, the emulated organization has the account.'];
  const canRepair = Object.keys(presets).length > 0 && !again;
  return canRepair ? ['\nWith --again, a second run follows without the fault.'] : [];
}
