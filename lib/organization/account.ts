import * as z from 'zod/mini';

/** An AWS account id: 12 digits. */
export const AccountId = z.string().check(z.regex(/^\d{12}$/, 'expected an AWS account id of 12 digits'));

/** A partition that AWS Organizations exists in; each has its own organizations. */
export const Partition = z.enum(['aws', 'aws-us-gov', 'aws-cn']);
export type Partition = z.infer<typeof Partition>;

/** An account of the organization, as the workflow passes it from state to state. */
export const Account = z.object({
  id: AccountId,
  name: z.string(),
  partition: Partition,
  /** `o-…` */
  organizationId: z.optional(z.string()),
  /** ISO 8601 time of joining the organization. */
  joinedAt: z.optional(z.iso.datetime()),
  /** Only of the organization's management account. */
  isManagementAccount: z.optional(z.boolean()),
});
export type Account = z.infer<typeof Account>;

/** How messages and logs name an account: id and name. */
export const describeAccount = ({ id, name }: Account) => `account ${id} (${name})`;
