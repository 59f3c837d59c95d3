import type { VendorRequest } from '../network/vendor-server.ts';
import { cloudSecurity, standing } from './cloud-security.ts';
import { type Answer, FalconRefusal } from './envelope.ts';
import { registrationOf } from './registration.ts';
import type { Falcon } from './state.ts';
import { tryRole } from './try-role.ts';

const PATTERNS = { 'account-id': /^\d{12}$/, 'iam-role-arn': /^arn:aws:iam::\d{12}:role\/.+/ };

/**
 * `POST …/entities/account/validate/v1`: tries the role of a registered account, at once. The form of a condition is that
 * of gofalcon's `domain_cloud_condition.go`; which types there are, and what an unknown account is answered, is not public.
 *
 * @throws FalconRefusal for a malformed query, or an account that is not registered
 */
export const validate = async (falcon: Falcon, request: VendorRequest): Promise<Answer> => {
  for (const [name, pattern] of Object.entries(PATTERNS)) {
    const value = request.query.get(name);
    if (value !== null && !pattern.test(value)) throw new FalconRefusal(400, `invalid ${name}`);
  }
  const accountId = request.query.get('account-id') ?? '';
  const registration = registrationOf(falcon, cloudSecurity, accountId);
  if (registration === undefined) throw new FalconRefusal(404, 'No accounts found');
  const { problem, missing } = await tryRole(falcon, registration);
  const tried = { ...registration, operational: problem === undefined, missingPermissions: missing };
  const condition = {
    ...{ type: 'RoleAssumable', feature: 'iom', product: 'cspm', is_visible: true },
    last_transition: new Date().toISOString(),
    ...(problem === undefined
      ? { status: 'True' }
      : { status: 'False', reason: 'AssumeRoleFailed', message: problem }),
  };
  const validated = { account_id: accountId, ...standing(tried, falcon.switches) };
  return { status: 200, resources: [{ ...validated, conditions: [condition] }] };
};
