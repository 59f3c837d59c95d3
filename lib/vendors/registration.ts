import * as z from 'zod/mini';

/** What a vendor found when it tried an account's role, in its own words. */
const Condition = z.object({
  type: z.string(),
  status: z.string(),
  feature: z.optional(z.string()),
  reason: z.optional(z.string()),
  message: z.optional(z.string()),
});
export type Condition = z.infer<typeof Condition>;

/** An account's registration with a vendor. Travels in workflow data and in the audit line. */
export const Registration = z.object({
  accountId: z.string(),
  /** The vendor's own id of the registration. */
  id: z.string(),
  /** The vendor's word for the state that the registration is in, or its beginning. */
  status: z.string(),
  /** Whether the account was registered just now; a vendor whose registration comes before the role leaves it out. */
  isNew: z.optional(z.literal(true)),
  /** Of a role that was just made or repaired, where the vendor tries it when it is asked to. */
  conditions: z.optional(z.array(Condition)),
  /** What the vendor's support asks for. */
  traceId: z.optional(z.string()),
});
export type Registration = z.infer<typeof Registration>;
