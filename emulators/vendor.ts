import type * as v from 'valibot';
import type { Fault } from './network/fault.ts';
import type { Listening } from './network/listen.ts';
import type { Network } from './network/network.ts';
import type { AssumeRole } from './network/vendor-server.ts';

/** What the world needs of a vendor. Each vendor's folder exports one definition; `vendors.ts` lists them. */
export interface VendorEmulator {
  /** As settings, secrets, tags and logs use it. */
  name: string;
  /** As people write it. */
  title: string;
  /** The port that `npm run world` uses by default. */
  port: number;
  /** How the vendor may behave; each switch has a default. */
  Switches: v.StrictObjectSchema<v.ObjectEntries, undefined>;
  /** Ways for the vendor to behave or to fail that have a name a person can type. */
  presets: Record<string, Preset>;
  /** Choices that are made when the world starts, by the name that `startWorld` takes. */
  options: Record<string, StartOption>;
  /** The fields of its secret that must appear nowhere. */
  credentials: readonly string[];
  /** Regular expressions of call names: all that need a credential, and those that register an account. */
  calls: { api: string; registering: string };
  /** The ARN of the role in the vendor's own AWS account with which it assumes roles. */
  identity(partition: string): string;
  /** An error in the vendor's own form, as a fault answers it. */
  errorAnswer(status: number, message: string): FaultAnswer;
  start(surroundings: Surroundings): Promise<RunningVendor>;
}

export type FaultAnswer = v.InferInput<typeof Fault>['answer'];

/** A way for a vendor to behave: faults of the network, switches of its emulator, or neither. */
export interface Preset<Switches extends object = object> {
  /** One line for a help text. */
  description: string;
  faults?: Fault[];
  switches?: Partial<Switches>;
}

/** A choice that is made when the world starts: `--<flag>` on a command line. The first value is the default. */
export interface StartOption {
  flag: string;
  description: string;
  values: readonly [string, ...string[]];
}

/** What a vendor's emulator is started with. */
export interface Surroundings {
  network: Network;
  /** 0 takes any free one. */
  port: number;
  partition: string;
  /** The management account of the customer's organization. */
  managementAccountId: string;
  /** Assumes roles as the vendor's own identity. */
  assumeRole: AssumeRole;
  /** Values of the vendor's start options; a default is used for what is left out. */
  options: Record<string, unknown>;
  /** Of a vendor that goes on after a stop, what an operator had put into Secrets Manager; a new one when left out. */
  secret?: Record<string, string> | undefined;
}

/** A vendor that runs. */
export interface RunningVendor extends Listening {
  /** May be changed at any time. */
  switches: object;
  /** All that it knows, in plain data, Maps and Dates. Whoever goes on with it after a stop assigns what it knew then. */
  state: object;
  /** What an operator puts into Secrets Manager. */
  secret: Record<string, string>;
  /** What an operator sets as the parameter of the vendor's name. */
  settings: Record<string, string>;
  /** The variables that the vendor's own guides use, for a shell. */
  variables: Record<string, string>;
  /** What the vendor now holds, oldest first. */
  holds(): Holding[];
  /** Tries the role of what the vendor holds of an account, and says why it cannot work in it; nothing where it can. */
  examine(accountId: string): Promise<string[]>;
}

/** One AWS account as a vendor holds it. */
export interface Holding {
  accountId: string;
  /** The vendor's own id. */
  id: string;
  name: string;
  status: string;
  roleArn: string;
  externalId: string;
  /** What two enrollments of the same account have in common: no ids, no times. */
  details: Record<string, unknown>;
}
