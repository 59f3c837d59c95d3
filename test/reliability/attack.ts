import type * as v from 'valibot';
import type { Account } from '../../emulators/aws/state.ts';
import type { Fault } from '../../emulators/network/fault.ts';
import type { VendorName } from '../../emulators/vendors.ts';
import { type Scene, type SceneOptions, scene } from '../scene.ts';
import { otherVendor, outcomeOf, unlimited } from './trial.ts';

/** One way to make an enrollment do what it must not: through one vendor, in an account of its own. */
export interface Attack {
  what: string;
  vendor: VendorName;
  /** What AWS or the vendor answers, in the execution that is attacked. */
  faults?: (account: string) => v.InferInput<typeof Fault>[];
  /** What is in place before the execution starts. */
  before?: (played: Scene, account: string) => Promise<unknown> | undefined;
  /** Of the manual input. */
  adopt?: boolean;
}

/** What became of an attack, as far as it says whether it was repelled. */
export interface Repelled {
  what: string;
  /** The error that the vendor's part ended with. */
  error: unknown;
  /** How the other vendor's part ended. */
  other: unknown;
  /** Roles that were there before, and were changed or removed. */
  changed: string[];
  /** Roles that were not there before and have the vendor's tag. */
  made: string[];
  /** Calls for the vendor that write into an AWS account. */
  writes: string[];
}

/** A scene whose limits do not bind, for many attacks at once. */
export const attackable = (options: Omit<SceneOptions, 'switches'> = {}) =>
  scene({ ...unlimited, ...options });

/** Plays attacks, all at once in one world, each in an account and an execution of its own. */
export async function play(played: Scene, attacks: readonly Attack[]): Promise<Repelled[]> {
  const { world, engine } = played;
  engine.lambda.startsCold = true;
  const begun = [];
  for (const attack of attacks) {
    const account = world.aws.createAccount({ name: 'Sandbox' });
    await attack.before?.(played, account.id);
    begun.push({ attack, account, before: rolesOf(account) });
  }
  world.network.faults = begun.flatMap(({ attack: { faults = () => [], vendor }, account: { id } }) =>
    faults(id).map((fault) => ({ ...fault, from: { execution: id, vendor } })),
  );
  const executions = await Promise.all(
    begun.map(({ attack: { adopt = false }, account: { id } }) =>
      engine.run('enroll-account', { accountId: id, adopt }, { name: id }),
    ),
  );
  return begun.map(({ attack: { what, vendor }, account, before }, index) => {
    const execution = executions[index];
    const after = rolesOf(account);
    return {
      what,
      error: execution && outcomeOf(execution, vendor),
      other: execution && outcomeOf(execution, otherVendor(vendor)),
      changed: [...before].filter(([name, role]) => after.get(name) !== role).map(([name]) => name),
      made: [...after.keys()].filter(
        (name) => !before.has(name) && account.roles.get(name)?.tags.get('rollcall:vendor') === vendor,
      ),
      writes: world.network.calls
        .filter(
          ({ from, name, status = 0 }) =>
            from?.execution === account.id &&
            from.vendor === vendor &&
            /^iam:(?!Get|List)/.test(name) &&
            status < 400, // CreateRole is refused where the role exists, and changes nothing
        )
        .map(({ name }) => name),
    };
  });
}

/** Every role of an account as text, byte for byte; when it was last used does not belong to it. */
export const rolesOf = ({ roles }: Account) =>
  new Map(
    [...roles].map(([name, { lastUsed: _, ...role }]) => [
      name,
      JSON.stringify(role, (_key, value) => (value instanceof Map ? [...value] : value)),
    ]),
  );

/** What is to become of an attack: that error, and nothing else. */
export const repelledWith =
  (error: string) =>
  ({ what }: Attack): Repelled => ({ what, error, other: 'enrolled', changed: [], made: [], writes: [] });
