import * as v from 'valibot';
import { PolicyDocument } from '../../emulators/aws/policy-document.ts';
import { parameter, resources } from './deployment.ts';
import { evaluated } from './intrinsics.ts';

const Named = v.object({ PolicyName: v.string(), PolicyDocument: v.unknown() });
const Role = v.object({ Policies: v.array(Named) });
const Policy = v.object({ ...Named.entries, Roles: v.array(v.object({ Ref: v.string() })) });

/** What variables and intrinsics become in the account, region and partition of the tests. */
export const PSEUDO: Record<string, string> = {
  'AWS::Partition': 'aws',
  'AWS::AccountId': '111122223333',
  'AWS::Region': 'us-east-1',
  'self:service': 'rollcall',
  'sls:stage': 'prod',
  Reports: 'Reports',
};

/** Policies that the stack has only where a parameter is given. */
const CONDITIONAL = ['DecryptSecrets'];

/**
 * The policies of a role by name, those of its own and those of `infrastructure/permissions.yml`, as they are when they are
 * deployed; with the default parameters to the management account, unless another stack is given.
 */
export function policiesOf(
  role: string,
  { stack = resources, values = {} }: { stack?: typeof resources; values?: Record<string, string> } = {},
): Record<string, PolicyDocument> {
  const attached = [...stack]
    .filter(([id, { Type }]) => Type === 'AWS::IAM::Policy' && !CONDITIONAL.includes(id))
    .map(([, { Properties }]) => v.parse(Policy, Properties))
    .filter(({ Roles }) => Roles.some(({ Ref }) => Ref === role));
  const { Policies } = v.parse(Role, stack.get(role)?.Properties);
  return Object.fromEntries(
    [...Policies, ...attached].map(({ PolicyName, PolicyDocument: document }) => [
      PolicyName,
      v.parse(
        PolicyDocument,
        evaluated(document, (name) => (values[name] ?? PSEUDO[name] ?? parameter(name)) || undefined),
      ),
    ]),
  );
}
