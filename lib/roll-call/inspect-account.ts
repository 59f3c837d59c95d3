import type { AccountAccess, SessionCredentials } from '../aws/account-access.ts';
import { foreseeRole } from '../aws/foresee-role.ts';
import { readingPolicy } from '../aws/session-policy.ts';
import type { Finding } from '../coverage/roll.ts';
import type { EnsuredRole } from '../role/ensured.ts';
import type { WantedRole } from '../role/wanted.ts';
import { type ToInspect, unseen } from './inspection.ts';

/** What an inspection needs of the deployment. */
export interface Inspector {
  access: Pick<AccountAccess, 'assume'>;
  iamWith(credentials: SessionCredentials): Parameters<typeof foreseeRole>[0];
  /** The role that is wanted. @throws {UntrustedPrincipalError} {VendorResponseError} {RoleNotOursError} it may not be */
  wanted(account: ToInspect['account'], role: ToInspect['roles'][number]): WantedRole;
  /** Names of the access roles to try in the account, in order. */
  accessRoles(account: ToInspect['account']): string[];
  execution: string;
}

/** Errors that say what is wrong with a role, or with what its registration asks of it. */
const PROBLEMS = ['RoleNotOursError', 'UntrustedPrincipalError', 'VendorResponseError'];

/** Errors that say that an account lets nobody look. */
const REFUSALS = ['AccessDeniedError', 'AccountNotReadyError', 'AwsRejectedError'];

/**
 * What is wrong with the roles of an account, and which of them could not be seen; none of a role that is as wanted, or
 * that enrolling would leave as it is. Only reads.
 *
 * @throws {AwsUnavailableError} {WrongAccountError} {InvalidConfigurationError}
 */
export async function inspectAccount(inspector: Inspector, asked: ToInspect): Promise<Finding[]> {
  const { account, roles } = asked;
  const findings: Finding[] = [];
  const wanted = new Map<string, WantedRole>();
  for (const role of roles) {
    const at = { accountId: account.id, vendor: role.vendor };
    try {
      if (role.request !== undefined) wanted.set(role.vendor, inspector.wanted(account, role));
      else findings.push({ ...at, unseen: `${role.vendor} does not say what the role has to trust` });
    } catch (error) {
      findings.push({ ...at, ...findingIn(error) });
    }
  }
  if (wanted.size === 0) return findings;
  const policy = readingPolicy(
    account,
    [...wanted.values()].map(({ spec }) => spec.name),
  );
  const [accessRoles, execution] = [inspector.accessRoles(account), inspector.execution];
  try {
    const { credentials } = await inspector.access.assume(account, { accessRoles, execution, policy });
    const iam = inspector.iamWith(credentials);
    for (const [vendor, role] of wanted) {
      const found = await foreseeRole(iam, role).then(driftIn, findingIn);
      if (found !== undefined) findings.push({ accountId: account.id, vendor, ...found });
    }
    return findings;
  } catch (error) {
    const { unseen: reason } = findingIn(error);
    if (reason === undefined) throw error;
    return [...findings, ...unseen([{ account, roles: seeable(roles, wanted) }], reason)];
  }
}

const seeable = (roles: ToInspect['roles'], wanted: Map<string, WantedRole>) =>
  roles.filter(({ vendor }) => wanted.has(vendor));

/** What enrolling would change is what is wrong. */
function driftIn({ arn, change, changes }: EnsuredRole): Pick<Finding, 'problem'> | undefined {
  if (change === 'created') return { problem: `the role ${arn} does not exist` };
  return change === 'repaired'
    ? { problem: `the role ${arn} is not as wanted; what enrolling again does: ${changes.join(', ')}` }
    : undefined;
}

/** What an error says of a role. @throws the error, when it says nothing of it */
function findingIn(error: unknown): Pick<Finding, 'problem' | 'unseen'> {
  if (error instanceof Error && PROBLEMS.includes(error.name)) return { problem: error.message };
  if (error instanceof Error && REFUSALS.includes(error.name)) return { unseen: error.message };
  throw error;
}
