import { DeleteRolePolicyCommand, DetachRolePolicyCommand, type IAMClient } from '@aws-sdk/client-iam';
import { deadline } from '../deadline.ts';
import type { Stripping } from '../role/drift.ts';
import { isGone, isUnknownRole } from './read-role.ts';

/** Takes one policy from the role of that name. Throws the SDK's errors. */
export async function stripRole(iam: IAMClient, RoleName: string, stripping: Stripping): Promise<void> {
  const options = { abortSignal: deadline() };
  if (stripping.repair === 'detach') {
    const { policyArn: PolicyArn } = stripping;
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }), options).catch(unlessGone);
    return;
  }
  const { policyName: PolicyName } = stripping;
  await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }), options).catch(unlessGone);
}

/** What an execution that raced us removed is removed; a role that IAM does not show yet may still have it. */
function unlessGone(error: unknown): void {
  if (!isGone(error) || isUnknownRole(error)) throw error;
}
