import { AssumeRole$, type AssumeRoleRequest, GetCallerIdentity$ } from '@aws-sdk/client-sts';
import { assumeRole } from './assume-role.ts';
import { operation } from './operation.ts';

/** The operations of STS. */
export const stsOperations = [
  // Its permissions are checked with the role's trust policy, so not before the work.
  operation({ schema: AssumeRole$, serve: (asking, input: AssumeRoleRequest) => assumeRole(asking, input) }),
  // It takes no permission, and not even an explicit deny forbids it.
  operation({
    schema: GetCallerIdentity$,
    serve: ({ caller }) => ({ UserId: caller.userId, Account: caller.account, Arn: caller.arn }),
  }),
];
