import type { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { accountAccess as accountAccessWith, type SessionCredentials } from './aws/account-access.ts';
import { bucketNamed } from './aws/bucket.ts';
import { executionsOf } from './aws/executions.ts';
import { organizationOf } from './aws/organization.ts';
import { organizationListsWith } from './aws/organization-lists.ts';
import { reportStore } from './aws/report-store.ts';
import { secretReader } from './aws/secrets.ts';
import { turnsIn } from './aws/turns.ts';
import { type Config, readConfig, readS3, readSettings } from './config.ts';
import { InvalidConfigurationError } from './errors.ts';
import type { Account } from './organization/account.ts';
import type { GivenRole } from './role/given.ts';
import type { RoleRequest } from './role/request.ts';
import type { RoleSpec } from './role/spec.ts';
import type { OrganizationLists } from './roll-call/members.ts';
import { adapters, vendors } from './vendors/index.ts';
import type { Pace } from './vendors/pace.ts';
import type { Vendor } from './vendors/vendor.ts';

/** How every client of AWS calls: a few attempts of its own, and no call that outlives patience. Times in milliseconds. */
const client = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 3000, requestTimeout: 10_000, throwOnRequestTimeout: true },
};

/** Organizations throttles early, so its client slows down by itself. Source: Organizations guide, "Quotas". */
export const organization = () =>
  organizationOf(new OrganizationsClient({ ...client, retryMode: 'adaptive' }));

/** All accounts of the organization at once, and their tags. */
export const organizationLists = ({ managementAccountId }: Config): OrganizationLists =>
  organizationListsWith(
    {
      organizations: new OrganizationsClient({ ...client, retryMode: 'adaptive' }),
      tagging: new ResourceGroupsTaggingAPIClient({ ...client, retryMode: 'adaptive' }),
    },
    managementAccountId,
  );

/** The bucket of the coverage reports. */
export const reports = ({ reportBucket }: Config) =>
  reportStore(bucketNamed(reportBucket, { ...client, ...readS3() }), reportBucket);

/** The queues at the vendors. */
export const turns = ({ turnTable }: Config) => turnsIn(new DynamoDBClient(client), turnTable);

/** The executions of a state machine; Step Functions throttles their description. */
export const executions = (stateMachineArn: string) =>
  executionsOf(new SFNClient({ ...client, retryMode: 'adaptive' }), stateMachineArn);

/** Access to member accounts. */
export const accountAccess = () => accountAccessWith(client);

/**
 * IAM in member accounts, by the credentials of a session in each. They share their connections: each account has a client
 * of its own, which would leave one open behind it.
 */
export function iamSessions(): (credentials: SessionCredentials) => IAMClient {
  const requestHandler = new NodeHttpHandler(client.requestHandler);
  return (credentials) => new IAMClient({ ...client, requestHandler, credentials });
}

/** The adapters of all vendors, each made when it is first asked for. */
export function vendorPorts(config: Config, log: Logger): (name: string) => Vendor {
  const secrets = secretReader(new SecretsManagerClient(client), config.secretPrefix);
  const made = new Map<string, Vendor>();
  const deployment = {
    rolePath: config.rolePath,
    answerWithinSeconds: config.vendorTimeoutSeconds,
    log: (decision: string, details: Record<string, string | number>) => log.info(decision, details),
  };
  return (name) => {
    const { Credentials, settings } = deployed(name);
    const vendor =
      made.get(name) ??
      adapters[name]?.create(secrets.credentials(name, Credentials), { ...deployment, settings });
    if (vendor === undefined) throw unknown(name);
    made.set(name, vendor);
    return vendor;
  };
}

/** What calls vendors in turns; kept with all that it reads. */
export function vendorServices(log: Logger) {
  const config = readConfig();
  return { ports: vendorPorts(config, log), turns: turns(config) };
}
export type VendorServices = ReturnType<typeof vendorServices>;

/** The role that a vendor's settings allow for a request. Throws what the vendor's `role` throws. */
export function roleFor(
  { vendor, account, request }: { vendor: string; account: Account; request: RoleRequest },
  { rolePath }: Config,
): RoleSpec {
  const { role, settings } = deployed(vendor);
  return role(account, request, { settings, rolePath });
}

/** What Rollcall gives a vendor's role, and the name that the settings give it. */
export function givenRole(vendor: string): GivenRole {
  const { given, settings } = deployed(vendor);
  return given(settings);
}

/** How often a vendor may be called; undefined where that needs no turns. */
export const paceOf = (vendor: string): Pace | undefined => deployed(vendor).pace;

/** A vendor of the registry, with its settings. */
function deployed(name: string) {
  const definition = Object.hasOwn(vendors, name) ? vendors[name] : undefined;
  if (definition === undefined) throw unknown(name);
  return { ...definition, settings: readSettings(name, definition.Settings) };
}

const unknown = (name: string) =>
  new InvalidConfigurationError({
    tried: `enroll with ${name}`,
    answered: `the vendors that Rollcall knows are ${Object.keys(vendors).join(', ')}`,
    next: 'fix the parameter vendors in serverless.yml and deploy again',
  });
