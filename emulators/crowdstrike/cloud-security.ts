import * as v from 'valibot';
import { type Family, statusOf, wantedFields } from './family.ts';
import type { Registration } from './state.ts';
import type { CrowdstrikeSwitches } from './switches.ts';

/** The products and features that there are. Source: terraform-provider-crowdstrike, `buildProductsFromModel`. */
const FEATURES: Record<string, string[]> = {
  cspm: ['iom', 'ioa', 'sensormgmt', 'dspm', 'vulnerability_scanning'],
  idp: ['default'],
};

/** What is switched on in a product, as callers write it; null is as good as none. */
export const Products = v.pipe(
  v.nullish(
    v.array(
      v.pipe(
        v.object({ product: v.string(), features: v.array(v.string()) }),
        v.check(({ product }) => Object.hasOwn(FEATURES, product)),
        v.check(({ product, features }) => features.every((each) => FEATURES[product]?.includes(each))),
      ),
    ),
  ),
  v.transform((products) => products ?? undefined),
);

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
  wanted: v.object({
    ...wantedFields,
    use_existing_cloudtrail: v.boolean(),
    products: Products,
  }),
  serialize: (registration, { state, switches, intermediateRoleArn }) => ({
    ...recordOf(registration),
    cid: state.cid,
    account_id: registration.accountId,
    account_type: registration.accountType,
    organization_id: registration.organizationId,
    is_master: registration.isMaster,
    ...standing(registration, switches),
    inventory_filter: [],
    is_custom_rolename: registration.customRoleName && switches.isCustomRolename !== 'false',
    products: registration.products,
    registration_status: statusOf(registration, switches),
    resource_metadata: {
      ...recordOf(registration),
      external_id: registration.externalId,
      iam_role_arn: registration.iamRoleArn,
      intermediate_role_arn: switches.intermediateRole === 'given' ? intermediateRoleArn : undefined,
      eventbus_name: `cs-horizon-ioa-${state.cid}`,
    },
    settings: {},
  }),
};

const recordOf = ({ id, createdAt, updatedAt }: Registration) => ({
  ...{ ID: id, CreatedAt: createdAt, UpdatedAt: updatedAt, DeletedAt: null },
});

/** How a registration stands, by product and feature: its status, and what its role lacks (gofalcon's models). */
export const standing = (registration: Registration, switches: CrowdstrikeSwitches) => ({
  iam_service_permissions_status: registration.products.map(({ product, features }) => ({
    product,
    features: features.map((feature) => ({
      feature,
      permissions: (registration.missingPermissions ?? []).map((action) => ({
        action,
        resource: '*',
        resourceRegex: null,
      })),
    })),
  })),
  status: registration.products.map(({ product, features }) => ({
    product,
    features: features.map((feature) => ({ feature, status: statusOf(registration, switches) })),
  })),
});
