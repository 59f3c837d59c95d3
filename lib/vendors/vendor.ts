import * as z from 'zod';
import type { Account } from '../organization/account.ts';
import type { RoleSpec } from '../role/spec.ts';

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
   * Does whatever must happen before a role can exist, and gives the role that the vendor wants.
   * @throws {VendorUnavailableError} {VendorThrottledError} the call can be repeated
   * @throws {VendorRejectedError} {VendorResponseError} {UntrustedPrincipalError} a person has to look
   */
  prepare(account: Account): Promise<RoleSpec>;
  /**
   * Registers the account with the vendor; gives the registration that the vendor then has.
   * @param spec the role, as `prepare` gave it and as it exists by now
   * @throws {RoleNotAssumableYetError} the vendor could not assume the role; besides what `prepare` throws
   */
  register(account: Account, spec: RoleSpec): Promise<Registration>;
  /** Every registration that the vendor holds. */
  registrations(): AsyncIterable<Registration>;
  /** Removes the account's registration; does nothing where there is none. */
  deregister(account: Account): Promise<void>;
}

/** A vendor's credentials and settings: read from a cache of minutes, or read again when the vendor refused what it held. */
export interface ConnectionSource<C> {
  current(): Promise<C>;
  renewed(): Promise<C>;
}

/** What the registry holds of a vendor: the form of its secret, and how its adapter is made. */
export interface VendorDefinition<C extends Connection = Connection> {
  Connection: z.ZodType<C>;
  create(connection: ConnectionSource<C>, settings: VendorSettings): Vendor;
}

/** Writes down what was decided, as `registered` or `already registered`, with no secret in it. */
export type Log = (decision: string, details: Record<string, string | number>) => void;

/** What every vendor's adapter needs of the deployment. */
export interface VendorSettings {
  /** How long a vendor may take for one answer. */
  answerWithinSeconds: number;
  /** The IAM path of the roles that Rollcall makes. */
  rolePath: string;
  log: Log;
}

/** Whether a host name is this machine. */
export const isLoopback = (hostname: string) => ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);

/** The URL of a vendor's API: https, or plain http to this machine. No path, no query, no credentials. */
export const ApiUrl = z
  .url({ protocol: /^https?$/, abort: true })
  .refine(
    (url) => new URL(url).protocol === 'https:' || isLoopback(new URL(url).hostname),
    'expected an https URL',
  )
  .refine(
    (url) => url === new URL(url).origin || url === `${new URL(url).origin}/`,
    'expected a URL with nothing after the host',
  );

/** A key or a client's secret, as it goes into a header or a form; white space around it came by copying. */
export const Credential = z
  .string()
  .trim()
  .regex(/^[!-~]{20,}$/, 'expected at least 20 visible ASCII characters');

/** What every vendor's secret holds besides its credentials; a field that nobody knows is a misspelt one. */
export const Connection = z.strictObject({
  /** The vendor's API. */
  url: ApiUrl,
  /** The only AWS account that the vendor's role may trust, whatever its API answers. */
  trustedAccountId: z.string().regex(/^\d{12}$/, 'expected the 12 digits of the AWS account of the vendor'),
});
export type Connection = z.infer<typeof Connection>;
