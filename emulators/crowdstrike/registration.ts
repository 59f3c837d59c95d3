import { randomBytes, randomInt } from 'node:crypto';
import type { Family, Wanted } from './family.ts';
import type { Falcon, Registration } from './state.ts';

/** A new registration of an account: its role's name as wanted, or one that CrowdStrike makes up. */
export const newRegistration = (falcon: Falcon, family: Family, wanted: Wanted): Registration => {
  const { state, partition } = falcon;
  const everyone = [...state.registrations, ...state.deregistered];
  const createdAt = new Date().toISOString();
  const own = `arn:${partition}:iam::${wanted.account_id}:role/CrowdStrikeCSPMReader-${suffix()}`;
  return {
    family: family.name,
    id: Math.max(25079, ...everyone.map(({ id }) => id)) + 1,
    accountId: wanted.account_id,
    accountType: wanted.account_type ?? 'commercial',
    organizationId: wanted.organization_id,
    isMaster: wanted.is_master ?? false,
    iamRoleArn: wanted.iam_role_arn ?? own,
    customRoleName: wanted.iam_role_arn !== undefined,
    externalId: externalIdFor(falcon, wanted.account_id),
    products: wanted.products ?? [],
    operational: false,
    createdAt,
    updatedAt: createdAt,
  };
};

/** Brings a registration to what is wanted now; another role has not been tried yet. */
export const amend = (registration: Registration, wanted: Partial<Wanted>): void => {
  const { iam_role_arn: role, account_type: accountType, products } = wanted;
  if (role !== undefined && role !== registration.iamRoleArn) {
    Object.assign(registration, { iamRoleArn: role, customRoleName: true, operational: false });
  }
  if (accountType !== undefined) registration.accountType = accountType;
  if (products !== undefined) registration.products = products;
  registration.updatedAt = new Date().toISOString();
};

/** The registration of an account through one family. */
export const registrationOf = (
  { state: { registrations } }: Falcon,
  family: Family,
  account: string,
): Registration | undefined =>
  registrations.find((known) => known.family === family.name && known.accountId === account);

/** 32 hex digits, as in every sample. */
const externalIdFor = ({ state, switches }: Falcon, account: string): string => {
  if (switches.externalIdScope === 'cid') return state.externalId;
  const former = state.deregistered.findLast(({ accountId }) => accountId === account);
  if (former !== undefined && switches.externalIdOnReturn === 'same') return former.externalId;
  return randomBytes(16).toString('hex');
};

const suffix = () => Array.from({ length: 12 }, () => randomInt(36).toString(36)).join('');
