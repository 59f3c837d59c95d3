import { AccessDeniedError, AccountNotReadyError } from '../errors.ts';
import { type Account, describeAccount } from '../organization/account.ts';
import { isDenied } from './failure.ts';

/** What AWS answers for newly created accounts, besides AccessDenied; see docs/decisions/0004-newly-created-accounts.md. */
const NOT_READY = ['RegionDisabledException', 'InvalidClientTokenId', 'OptInRequired'];

/** Whether AWS refuses the access role, or a call with it. */
export const isRefusal = (error: unknown): error is Error =>
  isDenied(error) || (error instanceof Error && NOT_READY.includes(error.name));

/** An account that joined longer ago than this many hours does not become accessible by itself any more. */
const NEW_HOURS = 24;

/** The access roles that were tried, and STS's answers. */
interface Tried {
  accessRoles: string[];
  refusals: Error[];
}

/**
 * What it means that no access role could be assumed: not yet, or not at all.
 *
 * @returns {AccountNotReadyError} or {AccessDeniedError}, not thrown
 */
export function assumeRefused(account: Account, { accessRoles, refusals }: Tried): Error {
  const tried = `assume ${accessRoles.join(' or ')} in ${describeAccount(account)}`;
  const answered = refusals.map(({ name, message }) => `${name} ${message}`).join('; ');
  const options = { cause: refusals[0] };
  if (/explicit deny/i.test(answered)) {
    const next = 'remove the Deny statement from the policy that is named there';
    return new AccessDeniedError({ tried, answered, next }, options);
  }
  const next = 'make sure that one of these roles exists there and trusts the management account';
  const NotAssumed = isNew(account) ? AccountNotReadyError : AccessDeniedError;
  return new NotAssumed({ tried, answered, next }, options);
}

/**
 * What a refused call means. In a newly created account an access role's own permissions, or its region, may not be known
 * everywhere yet; in any other the role may too little. A refusal by any other policy than the role's own is final.
 *
 * @returns {AccountNotReadyError} or {AccessDeniedError}, or the error as it is
 */
export function callRefused(account: Account, error: unknown): unknown {
  if (!isRefusal(error) || /explicit deny|because no (?!identity-based)/i.test(error.message)) return error;
  const report = {
    tried: `use the access role in ${describeAccount(account)}`,
    answered: `${error.name} ${error.message}`,
    next: PERMISSIONS,
  };
  if (isNew(account)) return new AccountNotReadyError(report, { cause: error });
  const mayTooLittle = /because no identity-based/i.test(error.message);
  return mayTooLittle ? new AccessDeniedError(report, { cause: error }) : error;
}

const PERMISSIONS =
  'check the permissions of the access role there; if it is RollcallAccess, update the parameter <Vendor>RoleName of its StackSet to the roleName in the settings of the vendor';

const isNew = ({ joinedAt }: Account) =>
  joinedAt === undefined || Date.now() - Date.parse(joinedAt) < NEW_HOURS * 3_600_000;
