import type { NewAccount } from '../../emulators/aws/create-account.ts';
import type { Engine } from '../../emulators/engine/engine.ts';
import type { World } from '../../emulators/world.ts';
import { ACCOUNT } from '../scene.ts';

/** An account of the organization before a roll call: how it joined, what happened to it, and what is to come of it. */
interface Kind {
  count: number;
  account?: NewAccount;
  /** The vendors that it was enrolled with before; all for an empty list. */
  enrolled?: string[];
  /** What became of it after that. */
  became?: 'closed' | 'left' | 'by hand' | 'drifted' | 'without roles';
  /** Its state at each vendor before and after the roll call. */
  states: Record<string, [before: string, after: string]>;
}

const both = (before: string, after = before): Kind['states'] => ({
  cloudcraft: [before, after],
  crowdstrike: [before, after],
});

const DENY = {
  Version: '2012-10-17' as const,
  Statement: [{ Effect: 'Deny' as const, Action: '*', Resource: '*' }],
};

/** The filters of the deployment that these accounts are for. */
export const FILTERS = {
  exclude: [
    { type: 'ous', target_value: ['ou-exam-sandboxes'] },
    { type: 'tags', target_value: [{ prototype: 'yes' }] },
  ],
  vendors: { cloudcraft: { exclude: [{ type: 'ous', target_value: ['ou-exam-hardened'] }] } },
};

/** Accounts in every state that a roll call of the depth `roles` can find, beside the management account. */
export const KINDS: Record<string, Kind> = {
  covered: { count: 2, enrolled: [], states: both('covered') },
  drifted: { count: 1, enrolled: [], became: 'drifted', states: both('degraded', 'covered') },
  'without roles': { count: 1, enrolled: [], became: 'without roles', states: both('degraded', 'covered') },
  'known elsewhere': { count: 1, enrolled: [], became: 'by hand', states: both('known-elsewhere') },
  missing: { count: 3, states: both('missing', 'covered') },
  'missing with one vendor': {
    count: 1,
    enrolled: ['crowdstrike'],
    states: { ...both('covered'), cloudcraft: ['missing', 'covered'] },
  },
  'in a unit that is left out': {
    count: 1,
    account: { units: ['ou-exam-sandboxes'] },
    states: both('excluded'),
  },
  'tagged to be left out': { count: 1, account: { tags: { prototype: 'yes' } }, states: both('excluded') },
  'left out for one vendor': {
    count: 1,
    account: { units: ['ou-exam-hardened'] },
    states: { cloudcraft: ['excluded', 'excluded'], crowdstrike: ['missing', 'covered'] },
  },
  suspended: { count: 1, account: { state: 'SUSPENDED' }, states: both('inactive') },
  'not active yet': { count: 1, account: { state: 'PENDING_ACTIVATION' }, states: both('inactive') },
  closed: { count: 1, enrolled: [], became: 'closed', states: both('departed') },
  'gone from the organization': { count: 1, enrolled: [], became: 'left', states: both('departed') },
  'denied by a service control policy': {
    count: 2,
    account: { serviceControlPolicies: [DENY] },
    states: both('missing', 'failed'),
  },
};

/** Makes these accounts, and gives the ids of each kind. The account of the sample events is one of the missing. */
export async function organize({
  world,
  engine,
}: {
  world: World;
  engine: Engine;
}): Promise<Record<string, string[]>> {
  const made: Record<string, string[]> = {};
  let number = 0;
  for (const [kind, { count, account = {}, enrolled, became }] of Object.entries(KINDS)) {
    const ids: string[] = kind === 'missing' ? [ACCOUNT] : [];
    while (ids.length < count) {
      number += 1;
      const id = String(500000000000 + number);
      world.aws.createAccount({ id, name: `${kind} ${number}`, ...account });
      ids.push(id);
    }
    made[kind] = ids;
    if (enrolled === undefined) continue;
    const vendors = enrolled.length > 0 ? { vendors: enrolled } : {};
    for (const accountId of ids) await engine.run('enroll-account', { accountId, ...vendors });
    for (const id of ids) become(world, id, became);
  }
  return made;
}

function become(world: World, id: string, became: Kind['became']): void {
  const account = world.aws.state.accounts.get(id);
  if (account?.membership === undefined || became === undefined) return;
  if (became === 'closed') account.membership.state = 'CLOSED';
  else if (became === 'left') delete account.membership;
  else if (became === 'drifted') detachAll(world, id);
  else if (became === 'without roles') deleteRoles(world, id);
  else registerByHand(world, id);
}

/** As if somebody had registered the account at both vendors, with a role of another name. */
function registerByHand({ aws, cloudcraft, crowdstrike }: World, id: string): void {
  const byHand = `arn:aws:iam::${id}:role/by-hand`;
  for (const entry of cloudcraft.state.accounts) if (entry.roleArn.includes(id)) entry.roleArn = byHand;
  for (const registration of crowdstrike.state.registrations)
    if (registration.accountId === id) registration.iamRoleArn = byHand;
  deleteRoles({ aws }, id);
}

function deleteRoles({ aws }: Pick<World, 'aws'>, id: string): void {
  for (const name of VENDOR_ROLES) aws.state.accounts.get(id)?.roles.delete(name);
}

/** As if somebody had taken from the roles what they may do. */
function detachAll({ aws }: World, id: string): void {
  for (const name of VENDOR_ROLES) {
    const role = aws.state.accounts.get(id)?.roles.get(name);
    role?.attached.clear();
    role?.inline.clear();
  }
}

const VENDOR_ROLES = ['cloudcraft', 'crowdstrikecspmreader'];
