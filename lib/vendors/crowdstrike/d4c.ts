import * as z from 'zod/mini';
import type { ApiFamily } from './family.ts';

const Resource = z.pipe(
  z.looseObject({
    account_id: z.string(),
    ID: z.union([z.number(), z.string().check(z.maxLength(200))]),
    status: z._default(z.string(), 'unknown'),
    iam_role_arn: z.string().check(z.maxLength(2048)),
    intermediate_role_arn: z.string().check(z.maxLength(2048)),
    external_id: z.string().check(z.maxLength(2048)),
    is_master: z.nullish(z.boolean()),
    valid: z.nullish(z.boolean()),
  }),
  z.transform((resource) => ({
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
