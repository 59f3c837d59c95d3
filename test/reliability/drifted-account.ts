import type { World } from '../../emulators/world.ts';
import { drifts } from './drifts.ts';

/** The name of the permissions boundary that every account of a trial has. */
export const BOUNDARY = 'vendors';

/** Gives an account the boundary that its roles are to have. */
export function addBoundary({ aws: { state } }: World, id: string): void {
  const account = state.accounts.get(id);
  account?.policies.set(`arn:${account.partition}:iam::${id}:policy/${BOUNDARY}`, {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  });
}

/**
 * Changes an enrolled account in so many ways that repairing it takes every call that repairs anything: both roles, the entry
 * at Cloudcraft, which is there twice by another name, and the registration, which CrowdStrike forgot.
 */
export function driftFar({ aws: { state }, cloudcraft, crowdstrike }: World, id: string): void {
  const roles = state.accounts.get(id)?.roles;
  const [one, other] = [roles?.get('cloudcraft'), roles?.get('crowdstrikecspmreader')];
  if (one === undefined || other === undefined) throw new Error(`${id} is not enrolled`);
  drifts.tags(one);
  drifts.description(one);
  drifts.boundary(one);
  one.attached.clear();
  drifts.attachment(other);
  drifts.inline(other);
  for (const [name, policy] of other.inline) if (name !== 'stray') policy.text = '{}';

  for (const entry of cloudcraft.state.accounts.filter(({ roleArn }) => roleArn === one.arn)) {
    entry.name = 'Former name';
    cloudcraft.state.accounts.push({
      ...entry,
      id: crypto.randomUUID(),
      createdAt: new Date().toISOString(),
    });
  }
  const { registrations, deregistered } = crowdstrike.state;
  const at = registrations.findIndex(({ accountId }) => accountId === id);
  deregistered.push(...registrations.splice(at, 1));
}
