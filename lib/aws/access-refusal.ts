import { AccessDeniedError, AccountNotReadyError } from '../errors.ts';
import { type Account, describeAccount } from '../organization/account.ts';
import { isDenied } from './failure.ts';

/** What AWS says of accounts that were just created, besides AccessDenied; see docs/decisions/0004-young-accounts.md. */
const NOT_READY = ['RegionDisabledException', 'InvalidClientTokenId', 'OptInRequired'];

/** Whether AWS refuses the way in, or what is tried inside. */
export const isRefusal = (error: unknown): error is Error =>
  isDenied(error) || (error instanceof Error && NOT_READY.includes(error.name));

/** An account that joined longer ago than this many hours is not expected to open by itself any more. */
const YOUNG_HOURS = 24;

/** The access roles that were tried, and STS's answers. */
interface Tried {
  accessRoles: string[];
  refusals: Error[];
}

/**
 * What it means that no access role let us in: not yet, or not at all.
 *
 * @returns {AccountNotReadyError} or {AccessDeniedError}, not thrown
 */
export function refusal(account: Account, { accessRoles, refusals }: Tried): Error {
  const tried = `assume ${accessRoles.join(' or ')} in ${describeAccount(account)}`;
  const said = refusals.map(({ name, message }) => `${name} ${message}`).join('; ');
  const options = { cause: refusals[0] };
  if (/explicit deny/i.test(said)) {
    const next = 'take the deny off the policy that is named there, and start the enrollment again';
    return new AccessDeniedError({ tried, said, next }, options);
  }
  if (isYoung(account)) {
    const next =
      'the workflow tries again by itself; once it has given up, check that one of these roles exists there and trusts the management account';
    return new AccountNotReadyError({ tried, said, next }, options);
  }
  const next =
    'create one of these roles there, trusting the management account, and start the enrollment again';
  return new AccessDeniedError({ tried, said, next }, options);
}

/**
 * What a refusal from inside the account means while it is young: an access role's own permissions, or its region, may
 * not have got everywhere yet. A refusal by any other policy than the role's own is final.
 *
 * @returns {AccountNotReadyError}, or the error as it is
 */
export function refusalInside(account: Account, error: unknown): unknown {
  if (
    !isRefusal(error) ||
    !isYoung(account) ||
    /explicit deny|because no (?!identity-based)/i.test(error.message)
  )
    return error;
  return new AccountNotReadyError(
    {
      tried: `work inside ${describeAccount(account)}`,
      said: `${error.name} ${error.message}`,
      next: 'the workflow tries again by itself; once it has given up, check what the access role may do there',
    },
    { cause: error },
  );
}

const isYoung = ({ joinedAt }: Account) =>
  joinedAt === undefined || Date.now() - Date.parse(joinedAt) < YOUNG_HOURS * 3_600_000;
