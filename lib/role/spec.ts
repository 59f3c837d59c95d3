import * as v from 'valibot';
import type { Account } from '../organization/account.ts';
import type { PolicyDocument } from './policy.ts';

/** An IAM role name: 1 to 64 characters. Source: IAM API reference, CreateRole. */
export const RoleName = v.pipe(v.string(), v.regex(/^[\w+=,.@-]{1,64}$/, 'expected an IAM role name'));

/** An IAM path: `/` or `/…/`, at most 512 characters. Source: IAM API reference, CreateRole. */
export const RolePath = v.pipe(
  v.string(),
  v.maxLength(512),
  v.regex(/^\/([\w+=,.@-]+\/)*$/, 'expected an IAM path that begins and ends with "/"'),
);

/**
 * An external id that an outsider cannot guess. STS allows 2 characters; both vendors give 24 and more, so anything
 * shorter than 16 or made of one repeated character is refused. Source: STS API reference, AssumeRole.
 */
export const ExternalId = v.pipe(
  v.string(),
  v.regex(/^[\w+=,.@:/-]{16,1224}$/, 'expected an external id of at least 16 characters'),
  v.check((id) => new Set(id).size > 4, 'expected an external id that cannot be guessed'),
);

/** A principal that a vendor's role may trust: the root of one account, or one role of it; never a wildcard. */
export const PrincipalArn = v.pipe(
  v.string(),
  v.regex(
    /^arn:aws(-us-gov|-cn)?:iam::\d{12}:(root|role\/[\w+=,.@/-]+)$/,
    'expected the ARN of an account root or a role',
  ),
);

/** The role that a vendor's settings give it in an account. */
export interface RoleSpec {
  name: string;
  path: string;
  description: string;
  maxSessionSeconds: number;
  trustedPrincipal: string;
  externalId: string;
  managedPolicyArns: string[];
  /** Inline policies by name. */
  inlinePolicies: Record<string, PolicyDocument>;
}

/** Whether an ARN, of whichever partition, is that of the role in the account. */
export const isRoleIn = (arn: string, accountId: string, { path, name }: Pick<RoleSpec, 'path' | 'name'>) =>
  arn.split(':').slice(2).join(':') === `iam::${accountId}:role${path}${name}`;

/** The ARN that the role has, or will have, in the account. */
export const roleArn = ({ partition, id }: Account, { path, name }: Pick<RoleSpec, 'path' | 'name'>) =>
  `arn:${partition}:iam::${id}:role${path}${name}`;
