import * as z from 'zod/mini';
import type { ApiFamily } from './family.ts';

const Product = z.looseObject({
  features: z.nullish(z.array(z.looseObject({ status: z.optional(z.string()) }))),
});

const Resource = z.pipe(
  z.looseObject({
    account_id: z.string(),
    ID: z.union([z.number(), z.string().check(z.maxLength(200))]),
    status: z.nullish(z.array(Product)),
    is_master: z.nullish(z.boolean()),
    resource_metadata: z.looseObject({
      iam_role_arn: z.string().check(z.maxLength(2048)),
      intermediate_role_arn: z.string().check(z.maxLength(2048)),
      external_id: z.string().check(z.maxLength(2048)),
    }),
  }),
  z.transform(({ account_id, ID, status, is_master, resource_metadata: metadata }) => ({
    accountId: account_id,
    id: String(ID),
    status: featureStatus(status ?? []),
    iamRoleArn: metadata.iam_role_arn,
    intermediateRoleArn: metadata.intermediate_role_arn,
    externalId: metadata.external_id,
    isMaster: is_master ?? false,
    isValid: true,
  })),
);

/**
 * The newest family, "Cloud security AWS registration", which CrowdStrike's own Terraform provider uses. Only the asset
 * inventory is asked for: product `cspm`, feature `iom`.
 * Source: gofalcon's model DomainCloudAWSAccountV1; CrowdStrike/terraform-provider-crowdstrike, cloud_aws_account.go.
 */
export const cloudSecurity: ApiFamily = {
  path: '/cloud-security-registration-aws/entities/account/v1',
  listPath: '/cloud-security-registration-aws/queries/account/v1?products=cspm&features=iom&',
  validatePath: '/cloud-security-registration-aws/entities/account/validate/v1',
  pageSize: 500,
  defaults: {
    products: [{ product: 'cspm', features: ['iom'] }],
    use_existing_cloudtrail: true,
    ioa_regions: [],
  },
  required: () => undefined,
  Resource,
};

const featureStatus = (products: z.infer<typeof Product>[]) =>
  [
    ...new Set(products.flatMap(({ features }) => (features ?? []).flatMap(({ status }) => status ?? []))),
  ].join(', ') || 'unknown';
