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

/** What is known before an account is registered. */
interface Before {
  known: KnownBy;
  roleChange: string;
  retries: number;
}

/** Whether nobody can have registered the role yet: no attempt before this one either, whose answer may be lost. */
export const isFirst = ({ known: { standing }, roleChange, retries }: Before): boolean =>
  retries === 0 && isOwnWork(standing, roleChange);

const isOwnWork = (standing: string, roleChange: string) =>
  standing === 'unknown' && roleChange === 'created';
