import type { VendorRequest } from '../network/vendor-server.ts';
import type { Answer } from './envelope.ts';
import type { Family } from './family.ts';
import { readSelection, type Selection } from './selection.ts';
import type { Falcon, Registration } from './state.ts';
import { tryRole } from './try-role.ts';

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
  const known = ids.length === 0 ? [] : shown(falcon).filter(({ family: of }) => of === family.name);
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
 * The registrations that a query selects. Scans happen here, as late as somebody looks: of every account that is asked for
 * by its id, otherwise of those not operational yet.
 */
export const select = async (falcon: Falcon, family: Family, asked: Selection): Promise<Registration[]> => {
  const { ids, status, 'organization-ids': organizations } = asked;
  const wanted = new Set(ids);
  const chosen = shown(falcon)
    .filter((registration) => registration.family === family.name)
    .filter(({ accountId }) => ids.length === 0 || wanted.has(accountId))
    .filter(
      ({ organizationId = '' }) => organizations.length === 0 || organizations.includes(organizationId),
    );
  const due = chosen.filter(
    (registration) => (ids.length > 0 || !registration.operational) && isScanned(falcon, registration),
  );
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

/** Scans the account: what is found stays with the registration. */
export const inspect = async (falcon: Falcon, registration: Registration): Promise<void> => {
  const { problem, missing } = await tryRole(falcon, registration);
  Object.assign(registration, { operational: problem === undefined, missingPermissions: missing });
};

/** Whether the first of the regular scans has been. */
const isScanned = ({ switches }: Falcon, { createdAt }: Registration) =>
  Date.now() - Date.parse(createdAt) >= switches.operationalAfter * 1000;
