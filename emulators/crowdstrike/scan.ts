import type { VendorRequest } from '../network/vendor-server.ts';
import { cloudSecurity } from './cloud-security.ts';
import { type Answer, FalconRefusal } from './envelope.ts';
import { inspect } from './look-up.ts';
import { registrationOf } from './registration.ts';
import type { Falcon } from './state.ts';

/** The most of each that one request may name. Source: falconpy `_cloud_aws_registration.py`. */
const AT_MOST = { 'account-ids': 50, 'organization-ids': 10 };

/**
 * `POST …/entities/account-scans/v1`: scans accounts now, and not at the next of the regular scans.
 *
 * @throws FalconRefusal for a query that names none or too many
 */
export const scan = async (falcon: Falcon, { query }: VendorRequest): Promise<Answer> => {
  for (const [name, most] of Object.entries(AT_MOST))
    if (query.getAll(name).length > most) throw new FalconRefusal(400, `too many ${name}`);
  const organizations = query.getAll('organization-ids');
  const named = query.getAll('account-ids').map((id) => registrationOf(falcon, cloudSecurity, id));
  const members = falcon.state.registrations.filter(
    ({ family, organizationId = '' }) =>
      family === cloudSecurity.name && organizations.includes(organizationId),
  );
  const asked = [...named, ...members];
  if (asked.length === 0) throw new FalconRefusal(400, 'account-ids or organization-ids is required');
  const known = asked.filter((registration) => registration !== undefined);
  await Promise.all(known.map((registration) => inspect(falcon, registration)));
  return { status: 200, resources: [{ success: known.length, fail: asked.length - known.length }] };
};
