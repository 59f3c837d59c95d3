import {
  DeleteRolePolicy$,
  type DeleteRolePolicyRequest,
  GetRolePolicy$,
  type GetRolePolicyRequest,
  ListRolePolicies$,
  type ListRolePoliciesRequest,
  PutRolePolicy$,
  type PutRolePolicyRequest,
} from '@aws-sdk/client-iam';
import { AwsError } from './aws-error.ts';
import { checkName, onRole, ownRole } from './iam-role.ts';
import { operation } from './operation.ts';
import { iamPage } from './pages.ts';
import { countedLength, encodePolicy, readIdentityPolicy } from './policy-text.ts';
import type { Role } from './state.ts';

/** The operations on the inline policies of a role, which together may have 10,240 characters. */
export const inlineOperations = [
  operation({
    schema: PutRolePolicy$,
    needs: (asking, input: PutRolePolicyRequest) => [onRole(asking, 'PutRolePolicy', input)],
    serve(asking, input) {
      const { PolicyName: name = '', PolicyDocument: text = '' } = input;
      checkName('policyName', name, 128);
      const role = ownRole(asking, input);
      const document = readIdentityPolicy(text);
      if (countedLength(text) + lengthOfOthers(role, name) > 10_240)
        throw new AwsError(
          'LimitExceeded',
          `Maximum policy size of 10240 bytes exceeded for role ${role.name}`,
        );
      role.inline.set(name, { text, document });
      return {};
    },
  }),
  operation({
    schema: GetRolePolicy$,
    needs: (asking, input: GetRolePolicyRequest) => [onRole(asking, 'GetRolePolicy', input)],
    serve(asking, input) {
      const { PolicyName = '' } = input;
      const { name: RoleName, inline } = ownRole(asking, input);
      const policy = inline.get(PolicyName);
      if (policy === undefined) throw noSuchPolicy(PolicyName);
      return { RoleName, PolicyName, PolicyDocument: encodePolicy(policy.text) };
    },
  }),
  operation({
    schema: ListRolePolicies$,
    needs: (asking, input: ListRolePoliciesRequest) => [onRole(asking, 'ListRolePolicies', input)],
    serve(asking, input) {
      const { page, rest } = iamPage([...ownRole(asking, input).inline.keys()].sort(), input);
      return { PolicyNames: page, ...rest };
    },
  }),
  operation({
    schema: DeleteRolePolicy$,
    needs: (asking, input: DeleteRolePolicyRequest) => [onRole(asking, 'DeleteRolePolicy', input)],
    serve(asking, input) {
      const { PolicyName = '' } = input;
      if (!ownRole(asking, input).inline.delete(PolicyName)) throw noSuchPolicy(PolicyName);
      return {};
    },
  }),
];

const lengthOfOthers = ({ inline }: Role, name: string): number =>
  [...inline].reduce((sum, [other, { text }]) => (other === name ? sum : sum + countedLength(text)), 0);

const noSuchPolicy = (name: string) =>
  new AwsError('NoSuchEntity', `The role policy with name ${name} cannot be found.`);
