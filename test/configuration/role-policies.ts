import * as z from 'zod';
import { PolicyDocument } from '../../emulators/aws/policy-document.ts';
import { parameter, resources } from './deployment.ts';

const Named = z.object({ PolicyName: z.string(), PolicyDocument: z.unknown() });
const Role = z.object({ Policies: z.array(Named) });
const Policy = Named.extend({ Roles: z.array(z.object({ Ref: z.string() })) });

/** What variables and intrinsics become in the account, region and partition of the tests. */
const PSEUDO: Record<string, string> = {
  'AWS::Partition': 'aws',
  'AWS::AccountId': '111122223333',
  'AWS::Region': 'us-east-1',
  'self:service': 'rollcall',
  'sls:stage': 'prod',
  Reports: 'Reports',
};

/** Policies that the stack has only where a parameter is given. */
const CONDITIONAL = ['DecryptSecrets'];

/** The policies of a role by name, those of its own and those of `infrastructure/permissions.yml`, as they are when they are deployed. */
export function policiesOf(role: string): Record<string, PolicyDocument> {
  const attached = [...resources]
    .filter(([id, { Type }]) => Type === 'AWS::IAM::Policy' && !CONDITIONAL.includes(id))
    .map(([, { Properties }]) => Policy.parse(Properties))
    .filter(({ Roles }) => Roles.some(({ Ref }) => Ref === role));
  const { Policies } = Role.parse(resources.get(role)?.Properties);
  return Object.fromEntries(
    [...Policies, ...attached].map(({ PolicyName, PolicyDocument: document }) => [
      PolicyName,
      PolicyDocument.parse(deployed(document)),
    ]),
  );
}

const Intrinsic = z.union([
  z.strictObject({ 'Fn::Sub': z.string() }).transform((sub) => fill(sub['Fn::Sub'])),
  z
    .strictObject({ 'Fn::Join': z.tuple([z.string(), z.array(z.string())]) })
    .transform(({ 'Fn::Join': [by, list] }) => list.join(by)),
  z
    .strictObject({ 'Fn::GetAtt': z.array(z.string()) })
    .transform((get) => `arn:aws:deployed:::${get['Fn::GetAtt'].join('.')}`),
  z.strictObject({ Ref: z.string() }).transform(({ Ref }) => `arn:aws:deployed:::${Ref}`),
]);

function deployed(value: unknown): unknown {
  const intrinsic = Intrinsic.safeParse(value);
  if (intrinsic.success) return intrinsic.data;
  if (Array.isArray(value)) return value.map(deployed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, deployed(inner)]));
}

const fill = (text: string) =>
  text.replace(/\$\{([\w:]+)\}/g, (_, name: string) => PSEUDO[name] ?? parameter(name));
