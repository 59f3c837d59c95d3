import * as v from 'valibot';

/** What a vendor found when it tried an account's role, in its own words. */
const Condition = v.object({
  type: v.string(),
  status: v.string(),
  feature: v.optional(v.string()),
  reason: v.optional(v.string()),
  message: v.optional(v.string()),
});
export type Condition = v.InferOutput<typeof Condition>;

/** An account's registration with a vendor. Travels in workflow data and in the audit line. */
export const Registration = v.object({
  accountId: v.string(),
  /** The vendor's own id of the registration. */
  id: v.string(),
  /** The vendor's word for the state that the registration is in, or its beginning. */
  status: v.string(),
  /** Whether the account was registered just now; a vendor whose registration comes before the role leaves it out. */
  isNew: v.optional(v.literal(true)),
  /** Of a role that was just made or repaired, where the vendor tries it when it is asked to. */
  conditions: v.optional(v.array(Condition)),
  /** What the vendor's support asks for. */
  traceId: v.optional(v.string()),
});
export type Registration = v.InferOutput<typeof Registration>;
