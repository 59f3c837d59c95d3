import * as z from 'zod';
import { type Family, statusOf, wantedFields } from './family.ts';
import type { Registration } from './state.ts';
import type { CrowdstrikeSwitches } from './switches.ts';

/** What is switched on in a product, as callers write it. */
export const Products = z.array(z.object({ product: z.string(), features: z.array(z.string()) }));

/**
 * `/cloud-security-registration-aws/entities/account/v1`, what CrowdStrike's own tools use now. The only field that its
 * swagger requires is `use_existing_cloudtrail`. Its resource: gofalcon `domain_cloud_a_w_s_account_v1.go`, in which
 * what a role needs is nested, and each product has a status.
 */
export const cloudSecurity: Family = {
  name: 'cloud-security',
  path: '/cloud-security-registration-aws/entities/account/v1',
  read: 'cloud-aws-registration:read',
  write: 'cloud-aws-registration:write',
  wanted: z.object({
    ...wantedFields,
    use_existing_cloudtrail: z.boolean(),
    products: Products.optional(),
  }),
  serialize: (registration, { state, switches, intermediateRoleArn }) => ({
    ID: registration.id,
    CreatedAt: registration.createdAt,
    UpdatedAt: registration.updatedAt,
    DeletedAt: null,
    cid: state.cid,
    account_id: registration.accountId,
    account_type: registration.accountType,
    organization_id: registration.organizationId,
    is_master: registration.isMaster,
    iam_service_permissions_status: [],
    inventory_filter: [],
    is_custom_rolename: registration.customRoleName && switches.isCustomRolename !== 'false',
    products: registration.products,
    registration_status: statusOf(registration, switches),
    status: registration.products.map((product) => productStatus(product, registration, switches)),
    resource_metadata: {
      external_id: registration.externalId,
      iam_role_arn: registration.iamRoleArn,
      intermediate_role_arn: switches.intermediateRole === 'given' ? intermediateRoleArn : undefined,
      eventbus_name: `cs-horizon-ioa-${state.cid}`,
    },
    settings: {},
  }),
};

/** The status of a product of a registration. */
export const productStatus = (
  { product, features }: Registration['products'][number],
  registration: Registration,
  switches: CrowdstrikeSwitches,
) => ({
  product,
  features: features.map((feature) => ({
    feature,
    enabled: true,
    status: statusOf(registration, switches),
    passedPermissions: [],
    failedPermissions: [],
  })),
});
