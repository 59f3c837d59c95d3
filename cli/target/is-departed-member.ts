import type { Row } from '../../lib/coverage/row.ts';

/** Whether an account departed that was a member: one without a name never was, and may be of another organization. */
export const isDepartedMember = ({ state, name }: Pick<Row, 'state' | 'name'>): boolean =>
  state === 'departed' && name !== undefined;
