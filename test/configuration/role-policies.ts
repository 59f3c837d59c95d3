import { createRequire } from 'node:module';
import * as z from 'zod';
import { PolicyDocument } from '../../emulators/aws/policy-document.ts';
import { resources, serverless } from './deployment.ts';

const require = createRequire(import.meta.url);
const accessRoleArns = require('../../infrastructure/access-role-arns.cjs');

const Role = z.object({
  Policies: z.array(z.object({ PolicyName: z.string(), PolicyDocument: z.unknown() })),
});

/** What intrinsics become in the account, region and partition of the tests. */
const PSEUDO: Record<string, string> = {
  'AWS::Partition': 'aws',
  'AWS::AccountId': '111122223333',
  'AWS::Region': 'us-east-1',
};

/** The policies of a role in `infrastructure/permissions.yml` by name, as they are when they are deployed. */
export async function policiesOf(role: string): Promise<Record<string, PolicyDocument>> {
  const arns: unknown = await accessRoleArns({ resolveVariable: async (name: string) => parameter(name) });
  const { Policies } = Role.parse(resources.get(role)?.Properties);
  return Object.fromEntries(
    Policies.map(({ PolicyName, PolicyDocument: document }) => [
      PolicyName,
      PolicyDocument.parse(deployed(document, arns)),
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

function deployed(value: unknown, arns: unknown): unknown {
  if (value === '${file(infrastructure/access-role-arns.cjs)}') return deployed(arns, arns);
  const intrinsic = Intrinsic.safeParse(value);
  if (intrinsic.success) return intrinsic.data;
  if (Array.isArray(value)) return value.map((item) => deployed(item, arns));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, deployed(inner, arns)]));
}

const fill = (text: string) =>
  text.replace(/\$\{([\w:]+)\}/g, (_, name: string) => PSEUDO[name] ?? parameter(name));

const Params = z.object({ params: z.object({ default: z.record(z.string(), z.coerce.string()) }) });

const parameter = (name: string) => Params.parse(serverless).params.default[name.replace('param:', '')] ?? '';
