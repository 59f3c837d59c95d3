import type { StateMachines } from './report.ts';
import type { Row } from './row.ts';

/** What a person does about an account at a vendor: starts a workflow. */
export interface Remedy {
  workflow: keyof StateMachines;
  input: object;
}

/** What closes the gap; undefined when there is nothing to do, or nothing that Rollcall can do. */
export function remedy({ accountId, vendor, state, registration }: Row): Remedy | undefined {
  const isOurs = registration?.standing !== 'elsewhere';
  if (state === 'departed' && isOurs)
    return { workflow: 'offboard-account', input: { accountId, onlyDeparted: true } }; // a page may be old
  if (state !== 'missing' && state !== 'failed' && !(state === 'degraded' && isOurs)) return undefined;
  return { workflow: 'enroll-account', input: { accountId, vendors: [vendor] } };
}
