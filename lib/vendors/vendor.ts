import * as z from 'zod';
import type { Account } from '../organization/account.ts';
import type { RoleRequest } from '../role/request.ts';
import type { RoleSpec } from '../role/spec.ts';
import type { CredentialSource } from './credentials.ts';

/** An account's registration with a vendor. Travels in workflow data and in the audit line. */
export const Registration = z.object({
  accountId: z.string(),
  /** The vendor's own id of the registration. */
  id: z.string(),
  /** The vendor's word for the state that the registration is in, or its beginning. */
  status: z.string(),
  /** Whether the account was registered just now; a vendor whose registration comes before the role leaves it out. */
  isNew: z.literal(true).optional(),
  /** What the vendor's support asks for. */
  traceId: z.string().optional(),
});
export type Registration = z.infer<typeof Registration>;

/** The port that every vendor's adapter implements. Every method is safe to repeat. */
export interface Vendor {
  /**
   * Does whatever must happen before a role can exist, and gives what the vendor answers about the role.
   * @throws {VendorUnavailableError} {VendorThrottledError} the call can be repeated
   * @throws {VendorRejectedError} {VendorResponseError} {UntrustedPrincipalError} a person has to look
   */
  prepare(account: Account): Promise<RoleRequest>;
  /**
   * Registers the account with the vendor; gives the registration that the vendor then has.
   * @param request what `prepare` gave; the role of it exists by now
   * @throws {RoleNotAssumableYetError} the vendor could not assume the role; besides what `prepare` throws
   */
  register(account: Account, request: RoleRequest): Promise<Registration>;
  /** Every registration that the vendor holds. */
  registrations(): AsyncIterable<Registration>;
  /** Removes the account's registration; does nothing where there is none. */
  deregister(account: Account): Promise<void>;
}

/** What the registry holds of a vendor: the forms of its settings and of its secret, its role, and how its adapter is made. */
export interface VendorDefinition<S = unknown, C = unknown> {
  Settings: z.ZodType<S>;
  Credentials: z.ZodType<C>;
  /**
   * The role for a request. Pure: the settings decide on everything but what only the vendor can know, so it is the same
   * for whoever asks.
   * @throws {UntrustedPrincipalError} the request is for a principal or for permissions that the settings do not allow
   * @throws {VendorResponseError} IAM would not take what it asks for
   */
  role(account: Account, request: RoleRequest, allowed: Allowed<S>): RoleSpec;
  create(credentials: CredentialSource<C>, deployment: Deployment<S>): Vendor;
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

/** Writes down what was decided, as `registered` or `already registered`, with no secret in it. */
export type Log = (decision: string, details: Record<string, string | number>) => void;
