import type { Registration } from '../vendors/registration.ts';
import type { KnownBy } from '../vendors/vendor.ts';

/**
 * The registration that PrepareRegistration found, where the role that it is for is as it was: nobody changed anything.
 * Undefined where the vendor has to be asked.
 */
export const asPrepared = (
  { standing, registration }: KnownBy,
  roleChange: string,
): Registration | undefined => (standing === 'ours' && roleChange === 'unchanged' ? registration : undefined);
