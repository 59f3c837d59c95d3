import * as v from 'valibot';
import type { Account } from '../organization/account.ts';
import type { GivenRole } from '../role/given.ts';
import type { RoleRequest } from '../role/request.ts';
import type { RoleSpec } from '../role/spec.ts';
import type { Pace } from './pace.ts';
import { type Condition, Registration } from './registration.ts';

/** A registration as a vendor lists it. */
export const Listed = v.object({
  accountId: v.string(),
  /** The vendor's own id. */
  id: v.string(),
  /** The vendor's own word for its state. */
  status: v.string(),
  /** Whether it names the role that Rollcall makes, and nobody else answers for it. */
  standing: v.picklist(['ours', 'elsewhere']),
  /** The ARN of its role, or who made it. */
  detail: v.optional(v.string()),
  /** The vendor's words, when it says that the registration does not work. */
  problem: v.optional(v.string()),
  /** Somebody else made it, though it names the role that Rollcall makes. */
  foreign: v.optional(v.literal(true)),
});
export type Listed = v.InferOutput<typeof Listed>;

/** The same with what it asks of the role, which nobody judged yet. */
export type Registered = Listed & { request?: RoleRequest | undefined };

/** Whether a registration is Rollcall's own to remove. */
export const isOwn = ({ standing, foreign }: Listed) => standing === 'ours' && foreign === undefined;

/** What a vendor knows of one account, and what it asks of the role as far as it can be read by now. */
export type Known = KnownBy & { request?: RoleRequest };

/** The registration as it is to be, where `known` found it so, which saves another look at it. */
const AsWanted = v.object({ registration: v.optional(Registration) });

/** The same without the request, as it travels in workflow data. */
export const KnownBy = v.union([
  v.object({ ...Listed.entries, ...AsWanted.entries }),
  v.object({ ...AsWanted.entries, standing: v.literal('unknown') }),
]);
export type KnownBy = v.InferOutput<typeof KnownBy>;

/** What the vendor answers about the role, and the registration where it comes before the role. */
export interface Prepared {
  request: RoleRequest;
  registration?: Registration | undefined;
}

/** How an account is registered. */
export interface Registering {
  /** What to do with a registration by another role. */
  others: 'leave' | 'convert';
  /** `nothing`: there is none of the role, which did not exist a moment ago; `unsure`: the vendor has to be asked. */
  seen: 'nothing' | 'unsure';
  /** Who looks for another registration that was made at the same time: this call, unless the roll call that started it does. */
  check?: 'now' | 'by roll call';
}

/** What an enrollment would do at a vendor. */
export interface Foreseen {
  /** What the role would be asked to be; what only the writing half of `prepare` can find out has a stand-in. */
  request: RoleRequest;
  /** What `prepare` and `register` would do, in the words in which they log it. */
  decisions: string[];
}

/** The port that every vendor's adapter implements. Every method is safe to repeat. */
export interface Vendor {
  /**
   * What the vendor knows of the account; changes nothing. Of several registrations ours counts first.
   * @param listed `no`: the whole list lacked the account a short time ago, which counts where `register` looks again
   * @throws {VendorUnavailableError} {VendorThrottledError} the call can be repeated
   * @throws {VendorRejectedError} {VendorResponseError} a person has to look
   */
  known(account: Account, listed?: 'no' | 'unsure'): Promise<Known>;
  /**
   * Does whatever must happen before a role can exist, and gives what the vendor answers about the role. The principal of
   * a vendor that names none is one of the pinned account. An account that
   * is known elsewhere is converted by it and by `register`, which an operator has to permit.
   * @param known what `known` just gave
   * @throws {UntrustedPrincipalError} the settings do not allow what it answers; besides what `known` throws
   */
  prepare(account: Account, known: Known): Promise<Prepared>;
  /**
   * What `prepare` and `register` would do; changes nothing. An account that is known elsewhere is one to be converted.
   * @param known what `known` just gave
   * @throws what `prepare` throws, as far as reading can show it
   */
  foresee(account: Account, known: Known): Promise<Foreseen>;
  /**
   * Registers the account with the vendor; gives the registration that the vendor then has.
   * @param request what `prepare` gave; the role of it exists by now
   * @throws {RoleNotAssumableYetError} the vendor could not assume the role; besides what `prepare` throws
   */
  register(account: Account, request: RoleRequest, how: Registering): Promise<Registration>;
  /**
   * Has the vendor try the role at once; absent where it cannot be asked to. What it finds is for the audit: a role that
   * was just made may not be known everywhere yet. Undefined when the vendor did not say.
   */
  validate?(account: Account): Promise<Condition[] | undefined>;
  /**
   * Every registration that the vendor holds, with what each asks of its role as far as the vendor says so.
   * @throws what `known` throws, rather than give fewer than there are
   */
  registrations(): AsyncIterable<Registered>;
  /** Every registration of one account, whoever made it. Throws as `registrations`. */
  registrationsOf(accountId: string): Promise<Listed[]>;
  /** Removes one registration, by the vendor's own id; does nothing where the vendor does not know it any more. */
  deregister(registration: Pick<Listed, 'accountId' | 'id'>): Promise<void>;
}

/** What is decided without calling the vendor: the forms of its settings and of its secret, and its role. */
export interface VendorDefinition<S = unknown, C = unknown> {
  Settings: v.GenericSchema<unknown, S>;
  Credentials: v.GenericSchema<unknown, C>;
  /**
   * The role for a request. Pure: the settings decide on everything but what only the vendor can know, so it is the same
   * for whoever asks.
   * @throws {UntrustedPrincipalError} the request is for a principal or for permissions that the settings do not allow
   * @throws {VendorResponseError} IAM would not take what it asks for
   */
  role(account: Account, request: RoleRequest, allowed: Allowed<S>): RoleSpec;
  /** What Rollcall gives the role, whatever settings it was made by; all else on a role is somebody else's. */
  given(settings: S): GivenRole;
  /** Of a vendor whose documented rate many enrollments at once exceed: they come in turns. */
  pace?: Pace;
}

/** What the deployment allows of a vendor's role. */
export interface Allowed<S> {
  settings: S;
  /** The IAM path of the roles that Rollcall makes. */
  rolePath: string;
}

/** What every vendor's adapter needs of the deployment. */
export interface Deployment<S> extends Allowed<S> {
  /** How long a vendor may take for one answer. */
  answerWithinSeconds: number;
  log: Log;
}

/** Writes down what was decided, with no secret in it: `registered` or `already registered`, and what else was done. */
export type Log = (decision: string, details: Record<string, string | number>) => void;
