import {
  AttachRolePolicyCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  type IAMClient,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import { deadline } from '../deadline.ts';
import type { Repair } from '../role/drift.ts';
import { isGone, isUnknownRole } from './read-role.ts';

/** Makes one repair on the role of that name; gives in words what was done. Throws the SDK's errors. */
export async function repairRole(iam: IAMClient, RoleName: string, repair: Repair): Promise<string> {
  const options = { abortSignal: deadline() };
  switch (repair.repair) {
    case 'trust': {
      const PolicyDocument = JSON.stringify(repair.document);
      await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }), options);
      return 'replaced the trust policy';
    }
    case 'settings': {
      const { description: Description, maxSessionSeconds: MaxSessionDuration } = repair;
      await iam.send(new UpdateRoleCommand({ RoleName, Description, MaxSessionDuration }), options);
      return 'replaced the description and the session duration';
    }
    case 'tags': {
      await iam.send(new TagRoleCommand({ RoleName, Tags: tagList(repair.tags) }), options);
      return 'set our tags';
    }
    case 'boundary': {
      await iam.send(
        new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: repair.boundaryArn }),
        options,
      );
      return `set the permissions boundary ${repair.boundaryArn}`;
    }
    case 'detach': {
      await iam
        .send(new DetachRolePolicyCommand({ RoleName, PolicyArn: repair.policyArn }), options)
        .catch(unlessGone);
      return `detached ${repair.policyArn}`;
    }
    case 'attach': {
      await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: repair.policyArn }), options);
      return `attached ${repair.policyArn}`;
    }
    case 'delete': {
      await iam
        .send(new DeleteRolePolicyCommand({ RoleName, PolicyName: repair.policyName }), options)
        .catch(unlessGone);
      return `deleted the inline policy ${repair.policyName}`;
    }
    case 'put': {
      const PolicyDocument = JSON.stringify(repair.document);
      await iam.send(
        new PutRolePolicyCommand({ RoleName, PolicyName: repair.policyName, PolicyDocument }),
        options,
      );
      return `put the inline policy ${repair.policyName}`;
    }
  }
}

/** Tags as IAM takes them. */
export const tagList = (tags: Record<string, string>) =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

/** What an execution that raced us removed is removed; a role that IAM does not show yet may still have it. */
function unlessGone(error: unknown): void {
  if (!isGone(error) || isUnknownRole(error)) throw error;
}
