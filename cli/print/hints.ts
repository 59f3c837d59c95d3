import type { Played, Scenario } from '../play.ts';

/** What to try next, where the emulators offer something. */
export function hints({ input, presets, again, createsAccount }: Scenario, all: Played[]): string[] {
  if (all.at(-1)?.reports.some(({ problems }) => problems.length > 0)) return [];
  if (all.at(-1)?.execution.status === 'SUCCEEDED') return input === undefined && !again ? next(all) : [];
  if (all.at(-1)?.execution.error === 'AccountNotFoundError' && !createsAccount)
    return ['\nWith --create-account, the emulated organization has the account.'];
  const canRepair = Object.keys(presets).length > 0 && !again;
  return canRepair ? ['\nWith --again, a second run follows without the fault.'] : [];
}

/** The vendor is one that the account was enrolled with: a registered one that is not enabled would not fail. */
const next = (all: Played[]) => [
  ...(all.at(-1)?.reports ?? [])
    .filter(({ role }) => role !== undefined)
    .slice(-1)
    .flatMap(({ vendor }) => [
      '\nNext, a vendor that fails, and the execution that repairs it:',
      `npm start -- --${vendor} down --again`,
    ]),
  'a world of 40 accounts that keeps running, also for the AWS CLI:',
  'npm run world -- --accounts 40',
  'and in another shell a roll call over them, and its page:',
  'npx rollcall roll-call --world http://127.0.0.1:4570',
  'npx rollcall report --open --world http://127.0.0.1:4570',
];
