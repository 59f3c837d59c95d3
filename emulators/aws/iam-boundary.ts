import {
  DeleteRolePermissionsBoundary$,
  type DeleteRolePermissionsBoundaryRequest,
  PutRolePermissionsBoundary$,
  type PutRolePermissionsBoundaryRequest,
} from '@aws-sdk/client-iam';
import { AwsError } from './aws-error.ts';
import { onRole, ownAccount, ownRole } from './iam-role.ts';
import { managedPolicy } from './managed-policies.ts';
import { operation } from './operation.ts';
import type { Account } from './state.ts';

/** The operations on a role's permissions boundary. */
export const boundaryOperations = [
  operation({
    schema: PutRolePermissionsBoundary$,
    needs: (asking, input: PutRolePermissionsBoundaryRequest) => [
      onRole(asking, 'PutRolePermissionsBoundary', {
        ...input,
        keys: { 'iam:PermissionsBoundary': input.PermissionsBoundary },
      }),
    ],
    serve(asking, input) {
      const role = ownRole(asking, input);
      role.boundary = requireBoundary(ownAccount(asking), input.PermissionsBoundary);
      return {};
    },
  }),
  operation({
    schema: DeleteRolePermissionsBoundary$,
    needs: (asking, input: DeleteRolePermissionsBoundaryRequest) => [
      onRole(asking, 'DeleteRolePermissionsBoundary', input),
    ],
    serve(asking, input) {
      ownRole(asking, input).boundary = undefined;
      return {};
    },
  }),
];

/**
 * A boundary that a role of the account can have: an AWS managed policy, or a customer managed one of that account.
 *
 * @throws AwsError NoSuchEntity
 */
export function requireBoundary(account: Account, arn: string | undefined): string | undefined {
  if (arn === undefined || isPolicy(account, arn)) return arn;
  throw new AwsError('NoSuchEntity', `Scope ARN: ${arn} does not exist or is not attachable.`);
}

/** Whether a managed policy can be used in the account. */
export const isPolicy = ({ policies, partition }: Account, arn: string): boolean =>
  policies.has(arn) || (arn.startsWith(`arn:${partition}:`) && managedPolicy(arn) !== undefined);
