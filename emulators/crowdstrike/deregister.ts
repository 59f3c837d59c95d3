import type { VendorRequest } from '../network/vendor-server.ts';
import { type Answer, FalconRefusal } from './envelope.ts';
import { closedTo, type Family } from './family.ts';
import { registrationOf } from './registration.ts';
import { readSelection } from './selection.ts';
import type { Falcon, Registration } from './state.ts';

/**
 * `DELETE` of either family: forgets the accounts, whose roles stay. The answer has no resources.
 * An unknown id is answered 207 (terraform-provider-crowdstrike takes that for "already gone"), or by the switch.
 *
 * @throws FalconRefusal for a query that names nothing, or a family that takes no more writes
 */
export const deregister = (falcon: Falcon, family: Family, request: VendorRequest): Answer => {
  const closed = closedTo(family, falcon.switches);
  if (closed !== undefined) throw new FalconRefusal(400, closed);
  const { ids, 'organization-ids': organizations } = readSelection(request);
  if (ids.length + organizations.length === 0)
    throw new FalconRefusal(400, 'ids or organization-ids is required');
  const { state, switches } = falcon;
  if (switches.deletion === 'error beside 200')
    return { status: 200, errors: [{ code: 500, message: 'Internal server error' }], writes: 0 };
  const unknown = ids.filter((id) => registrationOf(falcon, family, id) === undefined);
  const named = ({ family: name, accountId, organizationId = '' }: Registration) =>
    name === family.name && (ids.includes(accountId) || organizations.includes(organizationId));
  const gone = state.registrations.filter(named);
  state.deregistered.push(...gone.map((each) => ({ ...each, deletedAt: Date.now() })));
  state.registrations = state.registrations.filter((registration) => !named(registration));
  const status = unknown.length > 0 ? switches.unknownOnDelete : 200;
  return {
    status,
    errors: status === 200 ? [] : unknown.map((id) => ({ code: 404, message: 'No accounts found', id })),
    writes: gone.length,
  };
};
