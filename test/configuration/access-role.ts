import * as z from 'zod';
import { PolicyDocument } from '../../emulators/aws/policy-document.ts';
import { readTrust } from '../../emulators/aws/trust-policy.ts';
import type { World } from '../../emulators/world.ts';
import { readTemplate } from './deployment.ts';

/** The account that Rollcall is deployed in, in every world. */
export const MANAGEMENT = '111122223333';

const Policy = z.object({ PolicyName: z.string(), PolicyDocument });
const Role = z.object({ RoleName: z.string(), AssumeRolePolicyDocument: z.unknown() });
const Template = z.object({
  Parameters: z.record(z.string(), z.object({ Default: z.string().default('') })),
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Condition: z.string().optional(), Properties: z.unknown() }),
  ),
});

/** The access role of `infrastructure/member/` in an account, as its StackSet deploys it with these parameters. */
export function accessRole(account: string, given: Record<string, string> = {}) {
  const { Parameters, Resources } = Template.parse(readTemplate('infrastructure/member/rollcall-access.yml'));
  const values: Record<string, string> = {
    ...Object.fromEntries(Object.entries(Parameters).map(([name, { Default }]) => [name, Default])),
    ...{ 'AWS::Partition': 'aws', 'AWS::AccountId': account, ManagementAccountId: MANAGEMENT },
    ...given,
  };
  const deployed = Object.values(Resources)
    .filter(({ Condition }) => Condition === undefined || values['PermissionsBoundary'] !== '')
    .map(({ Type, Properties }) => ({ Type, Properties: filled(Properties, values) }));
  const of = (type: string) =>
    deployed.filter(({ Type }) => Type === type).map(({ Properties }) => Properties);
  const [{ RoleName, AssumeRolePolicyDocument }] = z.tuple([Role]).parse(of('AWS::IAM::Role'));
  const policies = z.array(Policy).parse(of('AWS::IAM::Policy'));
  return {
    name: RoleName,
    trust: AssumeRolePolicyDocument,
    policies: policies.map(({ PolicyDocument: document }) => document),
  };
}

/** Gives an account of the world the access role. */
export function deployAccessRole({ aws }: World, account: string, given?: Record<string, string>): void {
  const { name, trust, policies } = accessRole(account, given);
  aws.addPrincipal({ arn: `arn:aws:iam::${account}:role/${name}`, policies });
  const role = aws.state.accounts.get(account)?.roles.get(name.toLowerCase());
  if (role !== undefined) role.trust = readTrust(aws.state, JSON.stringify(trust));
}

/** What CloudFormation makes of the intrinsic functions of the template. */
function filled(value: unknown, values: Record<string, string>): unknown {
  if (Array.isArray(value)) return value.map((inner) => filled(inner, values));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [[name, inner] = ['', undefined]] = entries;
  if (name === 'Ref') return values[String(inner)] ?? `the role ${inner}`;
  if (name === 'Fn::Sub')
    return String(inner).replace(/\$\{([\w:]+)\}/g, (_, key: string) => values[key] ?? key);
  return Object.fromEntries(entries.map(([key, each]) => [key, filled(each, values)]));
}
