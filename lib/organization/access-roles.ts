import type { Account } from './account.ts';

/**
 * Names of the access roles to try in an account, in order. In the management account, which AWS gives none, it is the one
 * that `infrastructure/management-account.cjs` has: every stage has its own there.
 */
export const accessRolesIn = (
  { isManagementAccount }: Account,
  { accessRoles, stage }: { accessRoles: string[]; stage: string },
): string[] => (isManagementAccount ? [`RollcallAccess-${stage}`] : accessRoles);
