import {
  GetRoleCommand,
  GetRolePolicyCommand,
  type IAMClient,
  paginateListAttachedRolePolicies,
  paginateListRolePolicies,
  type Role,
} from '@aws-sdk/client-iam';
import { deadline } from '../deadline.ts';
import type { ActualRole } from '../drift.ts';

/** The role of that name with its tags and policies; undefined when IAM shows none. Throws the SDK's errors. */
export async function readRole(iam: IAMClient, RoleName: string): Promise<ActualRole | undefined> {
  const role = await getRole(iam, RoleName);
  if (role === undefined) return undefined;
  return {
    arn: role.Arn ?? '',
    path: role.Path ?? '',
    description: role.Description ?? '',
    maxSessionSeconds: role.MaxSessionDuration ?? 3600,
    trust: decode(role.AssumeRolePolicyDocument),
    tags: Object.fromEntries((role.Tags ?? []).map(({ Key, Value }) => [Key, Value])),
    boundaryArn: role.PermissionsBoundary?.PermissionsBoundaryArn,
    managedPolicyArns: await managedPolicyArns(iam, RoleName),
    inlinePolicies: await inlinePolicies(iam, RoleName),
  };
}

async function getRole(client: IAMClient, RoleName: string): Promise<Role | undefined> {
  try {
    return (await client.send(new GetRoleCommand({ RoleName }), { abortSignal: deadline() })).Role;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

async function managedPolicyArns(client: IAMClient, RoleName: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { AttachedPolicies = [] } of paginateListAttachedRolePolicies(
    { client },
    { RoleName },
    { abortSignal: deadline() },
  )) {
    found.push(...AttachedPolicies.flatMap(({ PolicyArn }) => PolicyArn ?? []));
  }
  return found;
}

async function inlinePolicies(client: IAMClient, RoleName: string): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for await (const { PolicyNames = [] } of paginateListRolePolicies(
    { client },
    { RoleName },
    { abortSignal: deadline() },
  )) {
    for (const PolicyName of PolicyNames) {
      const { PolicyDocument } = await client.send(new GetRolePolicyCommand({ RoleName, PolicyName }), {
        abortSignal: deadline(),
      });
      found[PolicyName] = decode(PolicyDocument);
    }
  }
  return found;
}

/** Whether IAM says that the role or the policy does not exist. */
export const isGone = (error: unknown) => error instanceof Error && error.name.startsWith('NoSuchEntity');

/** Whether IAM, which shows or made the role elsewhere, does not know it where it was asked now. Its words: GetRole. */
export const isUnknownRole = (error: unknown) =>
  error instanceof Error && isGone(error) && /role with name/i.test(error.message);

/** Documents come URL-encoded. Source: IAM API reference, GetRole. */
const decode = (document = ''): unknown => JSON.parse(decodeURIComponent(document));
