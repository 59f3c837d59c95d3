import * as v from 'valibot';
import type { Falcon, Product, Registration, Scope } from './state.ts';
import type { CrowdstrikeSwitches } from './switches.ts';

/** What a caller asks for when registering an account. */
export interface Wanted {
  account_id: string;
  account_type?: string | undefined;
  iam_role_arn?: string | undefined;
  is_master?: boolean | undefined;
  organization_id?: string | undefined;
  cloudtrail_region?: string | undefined;
  products?: Product[] | undefined;
}

/** One of the two APIs that an AWS account can be registered through, and how it says the same things. */
export interface Family {
  name: Registration['family'];
  path: string;
  read: Scope;
  write: Scope;
  /** What one entry of a `POST`'s resources must be. */
  wanted: v.GenericSchema<unknown, Wanted>;
  /** A registration as this API writes it. */
  serialize(registration: Registration, falcon: Falcon): object;
}

const blank = v.pipe(
  v.literal(''),
  v.transform(() => undefined),
);

/** The fields that both families take; an empty text is as good as none: the registration guide has one left blank. */
export const wantedFields = {
  account_id: v.pipe(v.string(), v.regex(/^\d{12}$/)),
  account_type: v.optional(v.string()),
  iam_role_arn: v.optional(
    v.union([blank, v.pipe(v.string(), v.regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/))]),
  ),
  is_master: v.optional(v.boolean()),
  organization_id: v.optional(v.union([blank, v.pipe(v.string(), v.regex(/^o-[0-9a-z]{10,32}$/))])),
  cloudtrail_region: v.optional(v.string()),
};

/** What keeps an account from being registered as wanted, under the switches that are set; undefined if nothing does. */
export const objection = (
  wanted: Wanted,
  family: Family,
  { switches, managementAccountId }: Falcon,
): string | undefined => {
  const { account_type = 'commercial', iam_role_arn = '', account_id, is_master = false } = wanted;
  const closed = closedTo(family, switches);
  if (closed !== undefined) return closed;
  if (family.name === 'd4c') {
    if (switches.d4cWrites === 'refused')
      return 'customer has been migrated, use cloud security registration';
    const missing = ['cloudtrail_region', 'iam_role_arn', 'organization_id'] as const;
    const first = missing.find((field) => wanted[field] === undefined);
    if (switches.requiredFields === 'swagger' && first !== undefined) return `${first} is required`;
  }
  if (switches.accountTypes?.includes(account_type) === false) return `invalid account_type: ${account_type}`;
  if (iam_role_arn !== '' && iam_role_arn.split(':')[4] !== account_id)
    return `iam_role_arn is not of the account ${account_id}`;
  if (is_master && account_id !== managementAccountId)
    return `is_master is for the organization's management account`;
  if (switches.rolePaths === 'refused' && /:role\/.*\//.test(iam_role_arn)) {
    return `invalid iam_role_arn: ${iam_role_arn}`;
  }
  return undefined;
};

/** Why nothing can be written through a family, when the customer was moved to the other. */
export const closedTo = ({ name }: Family, { d4cWrites }: CrowdstrikeSwitches): string | undefined =>
  name === 'd4c' && d4cWrites === 'refused'
    ? 'customer was migrated to cloud security registration'
    : undefined;

/** The status that all accounts have, or the one of two that this one has (gofalcon's model names only these). */
export const statusOf = ({ operational }: Registration, { otherStatus }: CrowdstrikeSwitches): string =>
  otherStatus ?? `Event_DiscoverAccountStatus${operational ? 'Operational' : 'Provisioned'}`;
