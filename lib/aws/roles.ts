import { CreateRoleCommand, type IAMClient } from '@aws-sdk/client-iam';
import { deadline } from '../deadline.ts';
import type { EnsuredRole } from '../enrollment/outcome.ts';
import { AwsUnavailableError } from '../errors.ts';
import { type Account, describeAccount } from '../organization/account.ts';
import { type ActualRole, drift, type WantedRole } from '../role/drift.ts';
import { requireOurs } from '../role/ownership.ts';
import { roleArn, trustPolicy } from '../role/spec.ts';
import { refusalInside } from './access-refusal.ts';
import { attempt } from './failure.ts';
import { isUnknownRole, readRole } from './read-role.ts';
import { repairRole, tagList } from './repair-role.ts';

/** Which role is to be ensured where. */
export interface RoleToEnsure extends WantedRole {
  account: Account;
  /** An operator's word that a role of that name without our tags may be taken over. */
  adopt: boolean;
}

/** Is told of a change, in words. */
type Done = (change: string) => void;

/**
 * Creates the role, or brings the one that is there to what is wanted; a second call changes nothing.
 *
 * @param iam a client with the credentials of a session in the account
 * @param done is told of each change as soon as it is made, so that none is lost when a later one fails
 * @throws {RoleNotOursError} a role of that name is not Rollcall's to change
 * @throws {AccessDeniedError} {AccountNotReadyError} {AwsUnavailableError} {AwsRejectedError}
 */
export function ensureRole(
  iam: IAMClient,
  wanted: RoleToEnsure,
  done: Done = () => undefined,
): Promise<EnsuredRole> {
  const arn = roleArn(wanted.account, wanted.spec);
  const about = { tried: `ensure the role ${arn} in ${describeAccount(wanted.account)}`, next: NEXT };
  return attempt(about, () =>
    ensure(iam, wanted, { arn, done }).catch((error) => {
      throw isUnknownRole(error) ? notShown(wanted) : refusalInside(wanted.account, error);
    }),
  );
}

async function ensure(
  iam: IAMClient,
  wanted: RoleToEnsure,
  { arn, done }: { arn: string; done: Done },
): Promise<EnsuredRole> {
  const found = await readRole(iam, wanted.spec.name);
  const created = found === undefined ? await create(iam, wanted) : undefined;
  const actual = found ?? created ?? (await readRole(iam, wanted.spec.name));
  if (actual === undefined) throw notShown(wanted);
  requireOurs(wanted, actual, arn);
  const changes: string[] = [];
  const note = (change: string) => {
    changes.push(change);
    done(change);
  };
  if (created !== undefined) note('created the role');
  for (const repair of drift(wanted, actual)) note(await repairRole(iam, wanted.spec.name, repair));
  return {
    arn,
    change: created !== undefined ? 'created' : changes.length > 0 ? 'repaired' : 'unchanged',
    changes,
  };
}

const NEXT =
  'see what AWS says: a policy of the organization, a limit of the account or a setting of the role is in the way; mend it and start the enrollment again';

/** The role as it is created, not read back, as IAM may not show it at once; undefined when somebody else created it. */
async function create(
  iam: IAMClient,
  { account, spec, tags, boundaryArn }: RoleToEnsure,
): Promise<ActualRole | undefined> {
  const command = new CreateRoleCommand({
    RoleName: spec.name,
    Path: spec.path,
    Description: spec.description,
    MaxSessionDuration: spec.maxSessionSeconds,
    AssumeRolePolicyDocument: JSON.stringify(trustPolicy(spec)),
    Tags: tagList(tags),
    PermissionsBoundary: boundaryArn,
  });
  try {
    await iam.send(command, { abortSignal: deadline() });
  } catch (error) {
    if (error instanceof Error && error.name.startsWith('EntityAlreadyExists')) return undefined;
    throw error;
  }
  const { description, maxSessionSeconds } = spec;
  const trust = trustPolicy(spec);
  const empty = { managedPolicyArns: [], inlinePolicies: {} };
  return {
    arn: roleArn(account, spec),
    description,
    maxSessionSeconds,
    trust,
    tags,
    boundaryArn,
    ...empty,
  };
}

/** IAM makes a role known everywhere within seconds. */
const notShown = ({ spec, account }: RoleToEnsure) =>
  new AwsUnavailableError({
    tried: `read the role ${roleArn(account, spec)}, which exists`,
    said: 'IAM does not show it yet',
    next: 'the workflow tries again by itself; once it has given up, start the enrollment again',
  });
