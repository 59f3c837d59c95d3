import { vendorNamed } from '../../emulators/vendors.ts';
import type { Deployed } from './deployed.ts';
import type { HeldRole } from './holdings.ts';
import { vendorIn } from './vendor-in.ts';

/** Who can assume a role. */
export interface WaysIn {
  arn: string;
  vendor: boolean;
  vendorWithAnotherExternalId: boolean;
  strangerWithTheExternalId: boolean;
}

const STRANGER = 'arn:aws:iam::999999999999:role/stranger';

/** Tries to assume a role: as its vendor, with the external id that the vendor itself keeps, and as others might. */
export async function waysIn(
  { organization, vendors }: Deployed,
  { arn, vendor }: HeldRole,
): Promise<WaysIn> {
  const assume = async (who: string, externalId: string) =>
    (await vendorIn(organization, who)({ arn, externalId })).ok;
  const who = vendorNamed(vendor)?.identity('aws') ?? '';
  const held = vendors.running[vendor]?.holds().find(({ roleArn }) => roleArn === arn);
  const externalId = held?.externalId ?? '';
  return {
    arn,
    vendor: await assume(who, externalId),
    vendorWithAnotherExternalId: await assume(who, 'another'),
    strangerWithTheExternalId: await assume(STRANGER, externalId),
  };
}
