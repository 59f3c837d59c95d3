import type { Aws } from '../emulators/aws/aws.ts';

/** The organizational units that many accounts are in: ids and names. */
const UNITS = { 'ou-exam-workloads': 'Workloads', 'ou-exam-sandboxes': 'Sandboxes' };

/** Gives a new organization accounts: one in its root, and more in its units, of which every fourth is a sandbox. */
export function makeAccounts(
  { state, createAccount }: Aws,
  { first, more }: { first: string; more: number },
): void {
  const { units, rootId: parentId } = state.organization;
  createAccount({ id: first, name: 'Sandbox' });
  if (more > 0) for (const [id, name] of Object.entries(UNITS)) units.set(id, { name, parentId });
  const [workloads = '', sandboxes = ''] = Object.keys(UNITS);
  for (let number = 1; number <= more; number += 1)
    createAccount({ name: `team-${number}`, units: [number % 4 === 0 ? sandboxes : workloads] });
}
