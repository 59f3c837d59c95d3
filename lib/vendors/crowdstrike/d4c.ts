import * as v from 'valibot';
import type { ApiFamily } from './family.ts';

const Resource = v.pipe(
  v.looseObject({
    account_id: v.string(),
    ID: v.union([v.pipe(v.number(), v.finite()), v.pipe(v.string(), v.maxLength(200))]),
    status: v.optional(v.string(), 'unknown'),
    iam_role_arn: v.pipe(v.string(), v.maxLength(2048)),
    intermediate_role_arn: v.pipe(v.string(), v.maxLength(2048)),
    external_id: v.pipe(v.string(), v.maxLength(2048)),
    is_master: v.nullish(v.boolean()),
    valid: v.nullish(v.boolean()),
  }),
  v.transform((resource) => ({
    accountId: resource.account_id,
    id: String(resource.ID),
    status: resource.status,
    iamRoleArn: resource.iam_role_arn,
    intermediateRoleArn: resource.intermediate_role_arn,
    externalId: resource.external_id,
    isMaster: resource.is_master ?? false,
    isValid: resource.valid ?? true,
  })),
);

/**
 * The documented family, "D4C registration".
 * Source: CrowdStrike's guide "AWS Account Registration via API"; gofalcon's model DomainAWSAccountV2.
 */
export const d4c: ApiFamily = {
  path: '/cloud-connect-aws/entities/account/v2',
  listPath: '/cloud-connect-aws/entities/account/v2?',
  pageSize: 100, // the default; nothing larger is documented
  defaults: {},
  required: ({ partition, organizationId }) => ({
    cloudtrail_region: partition === 'aws-us-gov' ? 'us-gov-west-1' : 'us-east-1',
    organization_id: organizationId,
  }),
  Resource,
};
