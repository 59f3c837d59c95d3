import * as v from 'valibot';
import { type Family, statusOf, wantedFields } from './family.ts';
import type { Falcon } from './state.ts';

/**
 * `/cloud-connect-aws/entities/account/v2`, the API of CrowdStrike's registration guide. There is no `PATCH`.
 * Its resource: gofalcon `domain_aws_account_v2.go`; falconjs cannot read one without the two lists.
 */
export const d4c: Family = {
  name: 'd4c',
  path: '/cloud-connect-aws/entities/account/v2',
  read: 'd4c-registration:read',
  write: 'd4c-registration:write',
  wanted: v.object(wantedFields),
  serialize: (registration, { state, switches, intermediateRoleArn }) => ({
    ID: registration.id,
    CreatedAt: registration.createdAt,
    UpdatedAt: registration.updatedAt,
    DeletedAt: null,
    cid: state.cid,
    account_id: registration.accountId,
    organization_id: registration.organizationId,
    iam_role_arn: registration.iamRoleArn,
    intermediate_role_arn: switches.intermediateRole === 'given' ? intermediateRoleArn : undefined,
    external_id: registration.externalId,
    status: statusOf(registration, switches),
    is_master: registration.isMaster,
    aws_permissions_status: (registration.missingPermissions ?? []).map((name) => ({
      name,
      status: 'missing',
    })),
    inventory_filter: [],
    cloudformation_url: stackUrl(registration.iamRoleArn, registration.externalId, intermediateRoleArn),
    account_type: registration.accountType,
    settings: {},
    valid: true,
    is_custom_rolename: registration.customRoleName && switches.isCustomRolename !== 'false',
    sensor_management_enabled: false,
    d4c_migrated: switches.d4cWrites === 'refused',
  }),
};

/** For each account where a person would create its role by hand (psfalcon, `Get-FalconDiscoverAwsLink`). */
export const setUpUrls = ({ state, intermediateRoleArn }: Falcon) =>
  state.registrations
    .filter(({ family }) => family === 'd4c')
    .map(({ accountId, iamRoleArn, externalId }) => ({
      account_id: accountId,
      url: stackUrl(iamRoleArn, externalId, intermediateRoleArn),
    }));

/** Where a person would create the role by hand. */
const stackUrl = (roleArn: string, externalId: string, intermediateRoleArn: string): string => {
  const bucket = 'https://cs-prod-cloudconnect-templates.s3-us-west-1.amazonaws.com';
  const [, , , , account = '', connector = ''] = intermediateRoleArn.split(':');
  const parameters = {
    templateURL: `${bucket}/aws_cspm_cloudformation_d4c_v2.json`,
    stackName: 'CrowdStrike-CSPM-Integration',
    param_ExternalID: externalId,
    param_RoleName: roleArn.split('/').at(-1) ?? '',
    param_CSRoleName: connector.split('/').at(-1) ?? '',
    param_CSAccountNumber: account,
  };
  const query = Object.entries(parameters).map((pair) => pair.join('='));
  const console = 'https://console.aws.amazon.com/cloudformation/home?region=us-east-1';
  return `${console}#/stacks/create/review?${query.join('&')}`;
};
