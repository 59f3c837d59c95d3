import type { VendorRequest } from '../network/vendor-server.ts';
import type { Answer } from './envelope.ts';
import type { Family } from './family.ts';
import { readSelection, type Selection } from './selection.ts';
import type { Falcon, Registration } from './state.ts';

/**
 * `GET` of either family: the registrations that a query selects, in pages.
 * An unknown id: 207 with the errors, on which the organization Lambda of aws-ia/cfn-abi-crowdstrike-fcs relies.
 *
 * @throws FalconRefusal for a malformed query
 */
export const lookUp = async (falcon: Falcon, family: Family, request: VendorRequest): Promise<Answer> => {
  const selection = readSelection(request);
  const { limit, offset, ids } = selection;
  const found = await select(falcon, family, selection);
  const known = shown(falcon).filter((registration) => registration.family === family.name);
  const unknown = ids.filter((id) => !known.some(({ accountId }) => accountId === id));
  const status = unknown.length > 0 ? falcon.switches.unknownOnGet : 200;
  return {
    status,
    resources: found
      .slice(offset, offset + limit)
      .map((registration) => family.serialize(registration, falcon)),
    errors: status === 200 ? [] : unknown.map((id) => ({ code: 404, message: 'No accounts found', id })),
    pagination: { limit, offset, total: found.length },
  };
};

/**
 * The registrations that a query selects. CrowdStrike first tries to assume their roles: every one that is asked for
 * by its id, otherwise those not operational yet.
 */
export const select = async (falcon: Falcon, family: Family, asked: Selection): Promise<Registration[]> => {
  const { ids, status, 'organization-ids': organizations } = asked;
  const chosen = shown(falcon)
    .filter((registration) => registration.family === family.name)
    .filter(({ accountId }) => ids.length === 0 || ids.includes(accountId))
    .filter(
      ({ organizationId = '' }) => organizations.length === 0 || organizations.includes(organizationId),
    );
  const due = chosen.filter(({ operational }) => ids.length > 0 || !operational);
  await Promise.all(due.map((registration) => inspect(falcon, registration)));
  return status === undefined
    ? chosen
    : chosen.filter(({ operational }) => operational === (status === 'operational'));
};

/** What is registered, and what was deleted a moment ago. */
const shown = ({ state, switches }: Falcon): Registration[] => {
  const since = Date.now() - switches.shownAfterDeletion * 1000;
  return [...state.registrations, ...state.deregistered.filter(({ deletedAt = 0 }) => deletedAt > since)];
};

/** Tries the role, unless the account is too fresh for it. */
export const inspect = async (falcon: Falcon, registration: Registration): Promise<void> => {
  const age = Date.now() - Date.parse(registration.createdAt);
  if (age < falcon.switches.operationalAfter * 1000) return;
  const { ok } = await falcon.assumeRole(registration.iamRoleArn, registration.externalId);
  registration.operational = ok;
};
