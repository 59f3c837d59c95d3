import * as v from 'valibot';
import type { ApiFamily } from './family.ts';

const Product = v.looseObject({
  features: v.nullish(v.array(v.looseObject({ status: v.optional(v.string()) }))),
});

const Resource = v.pipe(
  v.looseObject({
    account_id: v.string(),
    ID: v.union([v.pipe(v.number(), v.finite()), v.pipe(v.string(), v.maxLength(200))]),
    status: v.nullish(v.array(Product)),
    is_master: v.nullish(v.boolean()),
    resource_metadata: v.looseObject({
      iam_role_arn: v.pipe(v.string(), v.maxLength(2048)),
      intermediate_role_arn: v.pipe(v.string(), v.maxLength(2048)),
      external_id: v.pipe(v.string(), v.maxLength(2048)),
    }),
  }),
  v.transform(({ account_id, ID, status, is_master, resource_metadata: metadata }) => ({
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

const featureStatus = (products: v.InferOutput<typeof Product>[]) =>
  [
    ...new Set(products.flatMap(({ features }) => (features ?? []).flatMap(({ status }) => status ?? []))),
  ].join(', ') || 'unknown';
