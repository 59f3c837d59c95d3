import type { Row } from './row.ts';

/** What a person does about an account at a vendor. */
export interface Remedy {
  /** The operator's command. */
  command: string;
  /** The workflow that does the same. */
  workflow: 'enroll-account' | 'offboard-account';
  /** Its input, JSON. */
  input: string;
}

/** What closes the gap; undefined when there is nothing to do, or nothing that Rollcall can do. */
export function remedy({ accountId, vendor, state, registration }: Row): Remedy | undefined {
  const isOurs = registration?.standing !== 'elsewhere';
  if (state === 'departed' && isOurs) {
    return {
      command: `rollcall offboard ${accountId}`,
      ...{ workflow: 'offboard-account', input: JSON.stringify({ accountId }) },
    };
  }
  if (state !== 'missing' && state !== 'failed' && !(state === 'degraded' && isOurs)) return undefined;
  return {
    command: `rollcall enroll ${accountId} --vendor ${vendor}`,
    ...{ workflow: 'enroll-account', input: JSON.stringify({ accountId, vendors: [vendor] }) },
  };
}
