import type { Logger } from '@aws-lambda-powertools/logger';
import { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { accountAccess as accountAccessWith, type SessionCredentials } from './aws/account-access.ts';
import { organizationOf } from './aws/organization.ts';
import { secretReader } from './aws/secrets.ts';
import type { Config } from './config.ts';
import { InvalidConfigurationError } from './errors.ts';
import { vendors } from './vendors/index.ts';
import type { Vendor } from './vendors/vendor.ts';

/** How every client of AWS calls: a few attempts of its own, and no call that outlives patience. Times in milliseconds. */
const client = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 3000, requestTimeout: 10_000, throwOnRequestTimeout: true },
};

/** Organizations throttles early, so its client slows down by itself. Source: Organizations guide, "Quotas". */
export const organization = () =>
  organizationOf(new OrganizationsClient({ ...client, retryMode: 'adaptive' }));

/** Access to member accounts. */
export const accountAccess = () => accountAccessWith(client);

/** IAM in a member account, by a session's credentials. */
export const iamWith = (credentials: SessionCredentials) => new IAMClient({ ...client, credentials });

/** The adapters of all vendors, each made when it is first asked for. */
export function vendorPorts(config: Config, log: Logger): (name: string) => Vendor {
  const secrets = secretReader(new SecretsManagerClient(client), config.secretPrefix);
  const made = new Map<string, Vendor>();
  const settings = {
    rolePath: config.rolePath,
    answerWithinSeconds: config.vendorTimeoutSeconds,
    log: (decision: string, details: Record<string, string | number>) => log.info(decision, details),
  };
  return (name) => {
    const definition = (Object.hasOwn(vendors, name) ? vendors[name] : undefined) ?? unknown(name);
    const vendor =
      made.get(name) ?? definition.create(secrets.connection(name, definition.Connection), settings);
    made.set(name, vendor);
    return vendor;
  };
}

function unknown(name: string): never {
  throw new InvalidConfigurationError({
    tried: `enroll with ${name}`,
    answered: `the vendors that Rollcall knows are ${Object.keys(vendors).join(', ')}`,
    next: 'fix the parameter vendors in serverless.yml and deploy again',
  });
}
