import { createHash } from 'node:crypto';
import {
  CreatePolicy$,
  type CreatePolicyRequest,
  GetPolicy$,
  type GetPolicyRequest,
  GetPolicyVersion$,
  type GetPolicyVersionRequest,
  ListAccountAliases$,
  type ListAccountAliasesRequest,
} from '@aws-sdk/client-iam';
import type { Asking } from './asking.ts';
import { AwsError } from './aws-error.ts';
import { checkName, checkPath, ownAccount } from './iam-role.ts';
import { managedPolicy } from './managed-policies.ts';
import { operation } from './operation.ts';
import type { PolicyDocument } from './policy-document.ts';
import { countedLength, encodePolicy, readIdentityPolicy } from './policy-text.ts';

/** The operations on customer managed policies, of one version each, and on the alias of the account, which has none. */
export const managedPolicyOperations = [
  operation({
    schema: CreatePolicy$,
    needs: (asking, input: CreatePolicyRequest) => [
      { action: 'iam:CreatePolicy', resource: policyArn(asking, input) },
    ],
    serve(asking, input) {
      const { PolicyName = '', Path = '/', PolicyDocument: text = '' } = input;
      checkName('policyName', PolicyName, 128);
      checkPath(Path);
      const arn = policyArn(asking, input);
      const { policies } = ownAccount(asking);
      const document = readIdentityPolicy(text);
      if (countedLength(text) > 6144)
        throw new AwsError('LimitExceeded', 'Cannot exceed quota for PolicySize: 6144');
      if (policies.has(arn))
        throw new AwsError(
          'EntityAlreadyExists',
          `A policy called ${PolicyName} already exists. Duplicate names are not allowed.`,
        );
      policies.set(arn, document);
      return { Policy: described(asking, arn) };
    },
  }),
  operation({
    schema: GetPolicy$,
    needs: (_, { PolicyArn = '' }: GetPolicyRequest) => [{ action: 'iam:GetPolicy', resource: PolicyArn }],
    serve(asking, { PolicyArn = '' }) {
      documentOf(asking, PolicyArn);
      return { Policy: described(asking, PolicyArn) };
    },
  }),
  operation({
    schema: GetPolicyVersion$,
    needs: (_, { PolicyArn = '' }: GetPolicyVersionRequest) => [
      { action: 'iam:GetPolicyVersion', resource: PolicyArn },
    ],
    serve(asking, { PolicyArn = '', VersionId }) {
      const text = JSON.stringify(documentOf(asking, PolicyArn));
      if (VersionId !== 'v1')
        throw new AwsError(
          'NoSuchEntity',
          `Policy ${PolicyArn} version ${VersionId} does not exist or is not attachable.`,
        );
      return { PolicyVersion: { Document: encodePolicy(text), VersionId, IsDefaultVersion: true } };
    },
  }),
  operation({
    schema: ListAccountAliases$,
    needs: (_asking, _input: ListAccountAliasesRequest) => [
      { action: 'iam:ListAccountAliases', resource: '*' },
    ],
    serve: () => ({ AccountAliases: [], IsTruncated: false }),
  }),
];

const policyArn = ({ world, caller }: Asking, { Path = '/', PolicyName }: Partial<CreatePolicyRequest>) =>
  `arn:${world.state.partition}:iam::${caller.account}:policy${Path}${PolicyName}`;

function documentOf(asking: Asking, arn: string): PolicyDocument {
  const document = ownAccount(asking).policies.get(arn) ?? managedPolicy(arn);
  if (document === undefined) throw new AwsError('NoSuchEntity', `Policy ${arn} was not found.`);
  return document;
}

/** An id is made of the ARN, so that it is the same whenever it is asked for. */
function described(asking: Asking, arn: string) {
  const roles = [...ownAccount(asking).roles.values()];
  const hash = createHash('sha256').update(arn).digest('hex').toUpperCase();
  return {
    PolicyName: arn.slice(arn.lastIndexOf('/') + 1),
    PolicyId: `ANPA${hash.slice(0, 17)}`,
    Arn: arn,
    Path: arn.slice(arn.indexOf('/'), arn.lastIndexOf('/') + 1),
    DefaultVersionId: 'v1',
    AttachmentCount: roles.filter(({ attached }) => attached.has(arn)).length,
    PermissionsBoundaryUsageCount: roles.filter(({ boundary }) => boundary === arn).length,
    IsAttachable: true,
  };
}
