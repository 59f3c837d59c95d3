import {
  GetRoleCommand,
  GetRolePolicyCommand,
  type IAMClient,
  paginateListAttachedRolePolicies,
  paginateListRolePolicies,
  type Role,
} from '@aws-sdk/client-iam';
import { deadline } from '../deadline.ts';
import { AwsUnavailableError } from '../errors.ts';
import type { ActualRole } from '../role/drift.ts';

/** The role of that name with its tags and policies; undefined when IAM shows none. Throws the SDK's errors. */
export async function readRole(iam: IAMClient, RoleName: string): Promise<ActualRole | undefined> {
  const [shown, attached, embedded] = await Promise.allSettled([
    getRole(iam, RoleName),
    managedPolicyArns(iam, RoleName),
    inlinePolicies(iam, RoleName),
  ]);
  const role = settled(shown);
  // The others fail for a role that does not exist.
  if (role === undefined) return undefined;
  return {
    arn: role.Arn ?? '',
    description: role.Description ?? '',
    maxSessionSeconds: role.MaxSessionDuration ?? 3600,
    trust: decode(role.AssumeRolePolicyDocument),
    // IAM keeps the case of a tag's key, and knows no two keys that differ in it alone.
    tags: Object.fromEntries((role.Tags ?? []).map(({ Key = '', Value = '' }) => [Key.toLowerCase(), Value])),
    boundaryArn: role.PermissionsBoundary?.PermissionsBoundaryArn,
    managedPolicyArns: settled(attached),
    inlinePolicies: settled(embedded),
  };
}

/** The value, or the error as it was thrown. */
function settled<T>(result: PromiseSettledResult<T>): T {
  if (result.status === 'rejected') throw result.reason;
  return result.value;
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
  const found: [string, unknown][] = [];
  const pages = paginateListRolePolicies({ client }, { RoleName }, { abortSignal: deadline() });
  for await (const { PolicyNames = [] } of pages) {
    const documents = PolicyNames.map(
      async (name) => [name, await policyDocument(client, RoleName, name)] as const,
    );
    for (const [name, document] of await Promise.all(documents))
      if (document !== undefined) found.push([name, document]);
  }
  return Object.fromEntries(found);
}

/** The document; undefined when the policy was removed since it was listed. */
async function policyDocument(client: IAMClient, RoleName: string, PolicyName: string): Promise<unknown> {
  try {
    const command = new GetRolePolicyCommand({ RoleName, PolicyName });
    return decode((await client.send(command, { abortSignal: deadline() })).PolicyDocument);
  } catch (error) {
    if (isGone(error) && !isUnknownRole(error)) return undefined;
    throw error;
  }
}

/** Whether IAM says that the role or the policy does not exist. */
export const isGone = (error: unknown): error is Error =>
  error instanceof Error && error.name.startsWith('NoSuchEntity');

/** Whether IAM, which shows or made the role elsewhere, does not know it where it was asked now. Its words: GetRole. */
export const isUnknownRole = (error: unknown): error is Error =>
  isGone(error) && /role with name/i.test(error.message);

/** IAM makes a role known everywhere within seconds. */
export const notShown = ({ arn }: Pick<ActualRole, 'arn'>) =>
  new AwsUnavailableError({
    tried: `read the role ${arn}, which exists`,
    answered: 'IAM does not show it yet',
  });

/** Documents come URL-encoded. Source: IAM API reference, GetRole. */
const decode = (document = ''): unknown => JSON.parse(decodeURIComponent(document));
