import { bareRole, knownAccount } from './create-account.ts';
import { everything } from './managed-policies.ts';
import type { PolicyDocument } from './policy-document.ts';
import { openSession } from './session.ts';
import type { Account, AwsState, Role, StoredPolicy, User } from './state.ts';
import { random, uniqueId } from './unique-id.ts';

/** Credentials as the SDK clients take them. */
export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** `arn` of an IAM user or role in any account; `policies` are its identity-based ones, everything when left out. */
export interface NewPrincipal {
  arn: string;
  policies?: PolicyDocument[];
}

/**
 * Makes a user with an access key, or a role with an open session named after it.
 * A second call for the same ARN gives it other policies and a further key.
 *
 * @throws Error when the ARN is neither a user's nor a role's
 */
export function addPrincipal(state: AwsState, { arn, policies = [everything] }: NewPrincipal): Credentials {
  const { accountId, kind, path = '/', name } = pattern.exec(arn)?.groups ?? {};
  if (accountId === undefined || name === undefined)
    throw new Error(`${arn} is the ARN of neither a user nor a role`);
  const account = knownAccount(state, accountId);
  if (kind === 'user') return userKey(state, account, { arn, policies });
  const role =
    account.roles.get(name.toLowerCase()) ??
    bareRole({ state, accountId, name, path }, `arn:${state.partition}:iam::${accountId}:root`);
  role.inline = new Map(policies.map((document, index) => [`policy-${index + 1}`, stored(document)]));
  account.roles.set(name.toLowerCase(), role);
  return roleKey(state, role);
}

const pattern = /^arn:[\w-]+:iam::(?<accountId>\d{12}):(?<kind>user|role)(?<path>\/(?:.+\/)?)(?<name>[^/]+)$/;

function userKey(
  state: AwsState,
  { users }: Account,
  { arn, policies }: Required<NewPrincipal>,
): Credentials {
  const user: User = { id: users.get(arn)?.id ?? uniqueId('AIDA'), arn, policies };
  users.set(arn, user);
  const accessKeyId = uniqueId('AKIA');
  const secretAccessKey = random(40);
  state.accessKeys.set(accessKeyId, {
    accessKeyId,
    secretAccessKey,
    principalArn: arn,
    principalId: user.id,
  });
  return { accessKeyId, secretAccessKey };
}

/** A year, so that it outlives any run. */
const sessionSeconds = 365 * 24 * 3600;

function roleKey(state: AwsState, role: Role): Credentials {
  const { accessKeyId, secretAccessKey, session } = openSession(state, role, {
    name: role.name,
    seconds: sessionSeconds,
  });
  return { accessKeyId, secretAccessKey, sessionToken: session.token };
}

const stored = (document: PolicyDocument): StoredPolicy => ({ text: JSON.stringify(document), document });
