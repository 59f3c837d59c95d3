import { CreateRoleCommand, type IAMClient } from '@aws-sdk/client-iam';
import { deadline } from '../deadline.ts';
import { describeAccount } from '../organization/account.ts';
import { type ActualRole, drift } from '../role/drift.ts';
import { CREATED, type EnsuredRole } from '../role/ensured.ts';
import { newRole } from '../role/new-role.ts';
import { requireOurs } from '../role/ownership.ts';
import { describeRepair } from '../role/repair-words.ts';
import type { WantedRole } from '../role/wanted.ts';
import { callRefused } from './access-refusal.ts';
import { attempt, isDenied } from './failure.ts';
import { isUnknownRole, notShown, readRole } from './read-role.ts';
import { repairRole, tagList } from './repair-role.ts';

/** Is called with a change, in words. */
type Done = (change: string) => void;

/**
 * Creates the role, or repairs the one that exists, unless it is to be left; a second call changes nothing.
 *
 * @param iam a client with the credentials of a session in the account
 * @param done is called with each change as soon as it is made, so that none is lost when a later one fails
 * @throws {RoleNotOursError} a role of that name is not Rollcall's to change
 * @throws {AccessDeniedError} {AccountNotReadyError} {AwsUnavailableError} {AwsRejectedError}
 */
export function ensureRole(
  iam: IAMClient,
  wanted: WantedRole,
  done: Done = () => undefined,
): Promise<EnsuredRole> {
  const about = { tried: `ensure the role ${wanted.arn} in ${describeAccount(wanted.account)}`, next: NEXT };
  return attempt(about, () =>
    ensure(iam, wanted, done).catch((error) => {
      throw isUnknownRole(error) ? notShown(wanted) : callRefused(wanted.account, error);
    }),
  );
}

async function ensure(iam: IAMClient, wanted: WantedRole, done: Done): Promise<EnsuredRole> {
  const { arn, spec } = wanted;
  const early = wanted.isNew ? await createFirst(iam, wanted) : undefined;
  const found = early === undefined ? await readRole(iam, spec.name) : undefined;
  const created = early ?? (found === undefined ? await create(iam, wanted) : undefined);
  const actual = found ?? created ?? (await readRole(iam, spec.name));
  if (actual === undefined) throw notShown(wanted);
  const more = requireOurs(wanted, actual);
  if (more.length > 0) return { arn, change: 'left', changes: [], more };
  const changes: string[] = [];
  const note = (change: string) => {
    changes.push(change);
    done(change);
  };
  if (created !== undefined) note(CREATED);
  for (const repair of drift(wanted, actual)) {
    await repairRole(iam, spec.name, repair);
    note(describeRepair(repair));
  }
  return {
    arn,
    change: created !== undefined ? 'created' : changes.length > 0 ? 'repaired' : 'unchanged',
    changes,
  };
}

const NEXT =
  'fix what AWS names: a policy of the organization, a limit of the account or a setting of the role';

/**
 * The role of an account that the vendor does not know, without a look whether it exists: IAM creates none that does.
 * Undefined also when it may not be created: one that exists can still be as it is wanted.
 */
const createFirst = (iam: IAMClient, wanted: WantedRole) =>
  create(iam, wanted).catch((error: unknown) => {
    const isFull = error instanceof Error && error.name.startsWith('LimitExceeded');
    if (isDenied(error) || isFull) return undefined;
    throw error;
  });

/** The role as it is created, not read back, as IAM may not show it at once; undefined when somebody else created it. */
async function create(iam: IAMClient, wanted: WantedRole): Promise<ActualRole | undefined> {
  const { spec, trust, tags, boundaryArn } = wanted;
  const { name, path, description, maxSessionSeconds } = spec;
  const command = new CreateRoleCommand({
    RoleName: name,
    Path: path,
    Description: description,
    MaxSessionDuration: maxSessionSeconds,
    AssumeRolePolicyDocument: JSON.stringify(trust),
    Tags: tagList(tags),
    PermissionsBoundary: boundaryArn,
  });
  try {
    await iam.send(command, { abortSignal: deadline() });
  } catch (error) {
    if (error instanceof Error && error.name.startsWith('EntityAlreadyExists')) return undefined;
    throw error;
  }
  return newRole(wanted);
}
