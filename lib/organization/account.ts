import * as z from 'zod';

/** An AWS account id: 12 digits. */
export const AccountId = z.string().regex(/^\d{12}$/, 'expected an AWS account id of 12 digits');

/** A partition that AWS Organizations exists in; each has its own organizations. */
export const Partition = z.enum(['aws', 'aws-us-gov', 'aws-cn']);
export type Partition = z.infer<typeof Partition>;

/** An account of the organization, as the workflow passes it from state to state. */
export const Account = z.object({
  id: AccountId,
  name: z.string(),
  partition: Partition,
  /** `o-…` */
  organizationId: z.string().optional(),
  /** ISO 8601 time of joining the organization. */
  joinedAt: z.iso.datetime().optional(),
  /** Only of the organization's management account. */
  isManagementAccount: z.boolean().optional(),
});
export type Account = z.infer<typeof Account>;

/** How messages and logs name an account: id and name. */
export const describeAccount = ({ id, name }: Account) => `account ${id} (${name})`;
