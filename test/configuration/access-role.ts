import { createRequire } from 'node:module';
import * as v from 'valibot';
import { parse } from 'yaml';
import { PolicyDocument } from '../../emulators/aws/policy-document.ts';
import { readTrust } from '../../emulators/aws/trust-policy.ts';
import type { World } from '../../emulators/world.ts';
import { memberTemplate } from '../../infrastructure/member-template.ts';
import { vendors } from '../../lib/vendors/index.ts';
import { parameter } from './deployment.ts';
import { evaluated } from './intrinsics.ts';

/** The account that Rollcall is deployed in, in every world. */
export const MANAGEMENT = '111122223333';

const Policy = v.object({ PolicyName: v.string(), PolicyDocument });
const Role = v.object({ RoleName: v.string(), AssumeRolePolicyDocument: v.unknown() });
const Template = v.object({
  Parameters: v.record(v.string(), v.object({ Default: v.optional(v.string(), '') })),
  Resources: v.record(
    v.string(),
    v.object({ Type: v.string(), Condition: v.optional(v.string()), Properties: v.unknown() }),
  ),
});

/** The access role of `infrastructure/member/` in an account, as its StackSet deploys it with these parameters. */
export function accessRole(account: string, given: Record<string, string> = {}) {
  const { Parameters, Resources } = v.parse(Template, parse(memberTemplate(vendors)));
  const values = {
    ...Object.fromEntries(Object.entries(Parameters).map(([name, { Default }]) => [name, Default])),
    ...{ 'AWS::Partition': 'aws', 'AWS::AccountId': account, ManagementAccountId: MANAGEMENT },
    ...given,
  };
  const isDeployed = ({ Condition }: { Condition?: string | undefined }) =>
    Condition === undefined || given['PermissionsBoundary'] !== undefined;
  return roleOf(Object.values(Resources).filter(isDeployed), values);
}

/** The access role of the management account, as the stack has it with these parameters, which are the default ones otherwise. */
export async function managementAccessRole(given: Record<string, string>) {
  const resolveVariable = async (name: string) => given[name.replace('param:', '')] ?? parameter(name);
  const stack: unknown = await createRequire(import.meta.url)('../../infrastructure/management-account.cjs')({
    resolveVariable,
  });
  const { Resources } = v.parse(v.pick(Template, ['Resources']), staged(stack, given['sls:stage'] ?? 'prod'));
  const values = { 'AWS::Partition': 'aws', 'AWS::AccountId': MANAGEMENT };
  return Object.keys(Resources).length === 0 ? undefined : roleOf(Object.values(Resources), values);
}

/** The ARNs of the roles that the functions may assume, as the stack has them with these parameters. */
export async function assumable(given: Record<string, string>): Promise<string[]> {
  const resolveVariable = async (name: string) => given[name.replace('param:', '')] ?? parameter(name);
  const arns: unknown = await createRequire(import.meta.url)('../../infrastructure/access-role-arns.cjs')({
    resolveVariable,
  });
  const values: Record<string, string> = { 'AWS::Partition': 'aws', 'AWS::AccountId': MANAGEMENT };
  return v.parse(
    v.array(v.string()),
    evaluated(staged(arns, 'prod'), (name) => values[name]),
  );
}

type AccessRole = ReturnType<typeof roleOf>;

function roleOf(resources: { Type: string; Properties: unknown }[], values: Record<string, string>) {
  const of = (type: string) =>
    resources
      .filter(({ Type }) => Type === type)
      .map(({ Properties }) => evaluated(Properties, (name) => values[name]));
  const [{ RoleName, AssumeRolePolicyDocument }] = v.parse(v.strictTuple([Role]), of('AWS::IAM::Role'));
  const policies = v.parse(v.array(Policy), of('AWS::IAM::Policy'));
  return {
    name: RoleName,
    trust: AssumeRolePolicyDocument,
    policies: policies.map(({ PolicyDocument: document }) => document),
  };
}

/** Gives an account of the world the access role. */
export function deployAccessRole(
  { aws }: World,
  account: string,
  { name, trust, policies }: AccessRole,
): void {
  aws.addPrincipal({ arn: `arn:aws:iam::${account}:role/${name}`, policies });
  const role = aws.state.accounts.get(account)?.roles.get(name.toLowerCase());
  if (role !== undefined) role.trust = readTrust(aws.state, JSON.stringify(trust));
}

/** What the Serverless Framework makes of a value: it fills in the stage before CloudFormation sees it. */
const staged = (value: unknown, stage: string): unknown =>
  JSON.parse(JSON.stringify(value).replaceAll('${sls:stage}', stage));
