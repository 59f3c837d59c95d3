import type { KnownBy } from '../vendors/vendor.ts';

/** What is known before an account is registered. */
interface Before {
  known: KnownBy;
  roleChange: string;
  retries: number;
}

/** Whether nobody can have registered the role yet: no attempt before this one either, whose answer may be lost. */
export const isFirst = ({ known: { standing }, roleChange, retries }: Before): boolean =>
  retries === 0 && standing === 'unknown' && roleChange === 'created';
