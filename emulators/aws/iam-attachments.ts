import {
  AttachRolePolicy$,
  type AttachRolePolicyRequest,
  DetachRolePolicy$,
  type DetachRolePolicyRequest,
  ListAttachedRolePolicies$,
  type ListAttachedRolePoliciesRequest,
} from '@aws-sdk/client-iam';
import { AwsError } from './aws-error.ts';
import { isPolicy } from './iam-boundary.ts';
import { onRole, ownAccount, ownRole } from './iam-role.ts';
import { operation } from './operation.ts';
import { iamPage } from './pages.ts';
import { isWithin } from './world.ts';

/** The operations on the managed policies of a role, of which it can have 20. */
export const attachmentOperations = [
  operation({
    schema: AttachRolePolicy$,
    needs: (asking, input: AttachRolePolicyRequest) => [
      onRole(asking, 'AttachRolePolicy', { ...input, keys: { 'iam:PolicyARN': input.PolicyArn } }),
    ],
    serve(asking, input) {
      const { PolicyArn: arn = '' } = input;
      const { attached } = ownRole(asking, input);
      if (!isPolicy(ownAccount(asking), arn))
        throw new AwsError('NoSuchEntity', `Policy ${arn} does not exist or is not attachable.`);
      if (attached.has(arn)) return {};
      if (attached.size >= 20)
        throw new AwsError('LimitExceeded', 'Cannot exceed quota for PoliciesPerRole: 20');
      attached.set(arn, new Date());
      return {};
    },
  }),
  operation({
    schema: DetachRolePolicy$,
    needs: (asking, input: DetachRolePolicyRequest) => [
      onRole(asking, 'DetachRolePolicy', { ...input, keys: { 'iam:PolicyARN': input.PolicyArn } }),
    ],
    serve(asking, input) {
      const { PolicyArn: arn = '' } = input;
      if (!ownRole(asking, input).attached.delete(arn))
        throw new AwsError('NoSuchEntity', `Policy ${arn} was not found.`);
      return {};
    },
  }),
  operation({
    schema: ListAttachedRolePolicies$,
    needs: (asking, input: ListAttachedRolePoliciesRequest) => [
      onRole(asking, 'ListAttachedRolePolicies', input),
    ],
    serve(asking, input) {
      const { world } = asking;
      const { PathPrefix = '/' } = input;
      const visible = [...ownRole(asking, input).attached]
        .filter(([, at]) => !isWithin(world.switches.attachmentNotListedSeconds, at))
        .map(([PolicyArn]) => ({ PolicyName: PolicyArn.split('/').at(-1), PolicyArn }))
        .filter(({ PolicyArn }) => pathOf(PolicyArn).startsWith(PathPrefix));
      const { page, rest } = iamPage(visible, input);
      return { AttachedPolicies: page, ...rest };
    },
  }),
];

/** `/service-role/` of `arn:aws:iam::aws:policy/service-role/Name`. */
const pathOf = (arn: string) => arn.slice(arn.indexOf('/'), arn.lastIndexOf('/') + 1);
