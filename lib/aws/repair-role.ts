import {
  AttachRolePolicyCommand,
  type IAMClient,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import { deadline } from '../deadline.ts';
import type { Repair } from '../role/drift.ts';
import { stripRole } from './strip-role.ts';

/** Makes one repair on the role of that name. Throws the SDK's errors. */
export async function repairRole(iam: IAMClient, RoleName: string, repair: Repair): Promise<void> {
  const options = { abortSignal: deadline() };
  switch (repair.repair) {
    case 'trust': {
      const PolicyDocument = JSON.stringify(repair.document);
      await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }), options);
      return;
    }
    case 'settings': {
      const { description: Description, maxSessionSeconds: MaxSessionDuration } = repair;
      await iam.send(new UpdateRoleCommand({ RoleName, Description, MaxSessionDuration }), options);
      return;
    }
    case 'tags': {
      await iam.send(new TagRoleCommand({ RoleName, Tags: tagList(repair.tags) }), options);
      return;
    }
    case 'boundary': {
      await iam.send(
        new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: repair.boundaryArn }),
        options,
      );
      return;
    }
    case 'detach':
    case 'delete':
      return stripRole(iam, RoleName, repair);
    case 'attach': {
      await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: repair.policyArn }), options);
      return;
    }
    case 'put': {
      const PolicyDocument = JSON.stringify(repair.document);
      await iam.send(
        new PutRolePolicyCommand({ RoleName, PolicyName: repair.policyName, PolicyDocument }),
        options,
      );
      return;
    }
  }
}

/** Tags as IAM takes them. */
export const tagList = (tags: Record<string, string>) =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
