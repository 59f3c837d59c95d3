import type { Role } from '../../emulators/aws/state.ts';
import { uniqueId } from '../../emulators/aws/unique-id.ts';
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

/** What an enrollment left of an account, to be there of others, too: as good as enrolling them, and many times as fast. */
export function snapshotOf({ aws: { state }, cloudcraft, crowdstrike }: World, from: string) {
  const { roles = new Map<string, Role>(), membership } = state.accounts.get(from) ?? {};
  const left = [...roles.values()].filter(({ name }) => !membership?.accessRoles.includes(name)).map(copyOf);
  const entries = cloudcraft.state.accounts.filter(({ roleArn }) => roleArn.includes(from));
  const registrations = crowdstrike.state.registrations.filter(({ accountId }) => accountId === from);
  const kept = { entries: entries.map((each) => ({ ...each })), registrations };
  return function plant(to: string): void {
    if (to === from) return;
    const renamed = (arn: string) => arn.replace(from, to);
    for (const role of left.map(copyOf)) {
      const boundary = role.boundary === undefined ? {} : { boundary: renamed(role.boundary) };
      const own = { id: uniqueId('AROA'), arn: renamed(role.arn), ...boundary };
      state.accounts.get(to)?.roles.set(role.name.toLowerCase(), { ...role, ...own });
    }
    for (const entry of kept.entries) {
      const own = { id: crypto.randomUUID(), roleArn: renamed(entry.roleArn) };
      cloudcraft.state.accounts.push({ ...entry, ...own });
    }
    for (const registration of kept.registrations) {
      const own = { accountId: to, iamRoleArn: renamed(registration.iamRoleArn) };
      crowdstrike.state.registrations.push({ ...registration, ...own });
    }
  };
}

const copyOf = ({ tags, attached, inline, ...role }: Role): Role => ({
  ...{ ...role, tags: new Map(tags), attached: new Map(attached) },
  inline: new Map([...inline].map(([name, policy]) => [name, { ...policy }])),
});

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
