import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as v from 'valibot';
import { secretReader } from '../../lib/aws/secrets.ts';
import { type Account, Partition } from '../../lib/organization/account.ts';
import type { CredentialSource } from '../../lib/vendors/credentials.ts';
import type { Known, Vendor } from '../../lib/vendors/vendor.ts';
import type { DeployedVendor } from './deployed.ts';
import { once } from './once.ts';
import { NotChecked } from './problem.ts';
import type { Subject } from './subject.ts';

/** The way to a vendor, as the functions have it. */
export interface Connection extends DeployedVendor {
  secret: string;
  credentials: CredentialSource<unknown>;
  /** The adapter. @throws {NotChecked} the credentials cannot be read */
  vendor(): Promise<Vendor>;
  /** What the vendor knows of the management account. */
  known(): Promise<Known>;
}

/**
 * Connects with an enabled vendor, when that is first needed.
 * @throws {NotChecked} the settings cannot be read, or the vendor is not enabled
 */
export const connectionTo = (subject: Subject, name: string): (() => Promise<Connection>) =>
  once(async () => {
    const { config, vendors } = await subject.deployed();
    const enabled = vendors.find((vendor) => vendor.name === name);
    if (enabled === undefined) throw new NotChecked('not checked, as it is not enabled');
    const { definition, adapter, settings } = enabled;
    const reader = secretReader(new SecretsManagerClient(subject.target.configuration), config.secretPrefix);
    const credentials = reader.credentials(name, definition.Credentials);
    const vendor = once(async () => {
      await credentials.current().catch(() => {
        throw new NotChecked('not checked, as the secret cannot be used');
      });
      const answerWithinSeconds = config.vendorTimeoutSeconds;
      return adapter.create(credentials, {
        ...{ settings, answerWithinSeconds, rolePath: config.rolePath, log: () => undefined },
      });
    });
    const known = once(async () => (await vendor()).known(managementAccount(subject)));
    return { ...enabled, secret: `${config.secretPrefix}/${name}`, credentials, vendor, known };
  });

const managementAccount = ({ account: id, partition }: Subject): Account => ({
  ...{ id, name: 'management account', partition: v.parse(Partition, partition) },
});
