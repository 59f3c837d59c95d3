import * as v from 'valibot';

/** An AWS account id: 12 digits. */
export const AccountId = v.pipe(v.string(), v.regex(/^\d{12}$/, 'expected an AWS account id of 12 digits'));

/** A partition that AWS Organizations exists in; each has its own organizations. */
export const Partition = v.picklist(['aws', 'aws-us-gov', 'aws-cn']);
export type Partition = v.InferOutput<typeof Partition>;

/** An account of the organization, as the workflow passes it from state to state. */
export const Account = v.object({
  id: AccountId,
  name: v.string(),
  partition: Partition,
  /** `o-…` */
  organizationId: v.optional(v.string()),
  /** ISO 8601 time of joining the organization. */
  joinedAt: v.optional(v.pipe(v.string(), v.isoTimestamp())),
  /** Only of the organization's management account. */
  isManagementAccount: v.optional(v.boolean()),
});
export type Account = v.InferOutput<typeof Account>;

/** How messages and logs name an account: id and name. */
export const describeAccount = ({ id, name }: Account) => `account ${id} (${name})`;
