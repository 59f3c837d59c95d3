import type { Role } from '../../emulators/aws/state.ts';
import { uniqueId } from '../../emulators/aws/unique-id.ts';
import type { World } from '../../emulators/world.ts';
import type { Scene } from '../scene.ts';

const enrolled = new WeakMap<Scene, Promise<(to: string) => void>>();

/** Leaves of an account what an enrollment leaves: the first of a scene is enrolled, the others get the same. */
export async function enrollLikeTheFirst(played: Scene, accountId: string): Promise<void> {
  const { world, engine } = played;
  const enroll = () => engine.run('enroll-account', { accountId });
  const first = enrolled.get(played) ?? enroll().then(() => snapshotOf(world, accountId));
  enrolled.set(played, first);
  const plant = await first;
  plant(accountId);
}

/** What an enrollment left of an account, to be there of others, too: as good as enrolling them, and many times as fast. */
function snapshotOf({ aws: { state }, cloudcraft, crowdstrike }: World, from: string) {
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
