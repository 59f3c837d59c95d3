import { AwsError } from './aws-error.ts';
import { managedPolicy } from './managed-policies.ts';
import type { PolicyDocument } from './policy-document.ts';
import { arnParts } from './policy-pattern.ts';
import type { Principal } from './policy-principal.ts';
import type { AccessKey, Account, AwsState, Role, Session } from './state.ts';

/**
 * Who sends a request, with the policies that bound what it may do.
 */
export interface Caller extends Principal {
  /** As GetCallerIdentity answers it; a session's is `<role id>:<session name>`. */
  userId: string;
  identityPolicies: PolicyDocument[];
  boundary?: PolicyDocument | undefined;
  session?: Session;
  /** Of the role, with those of the session. */
  tags: ReadonlyMap<string, string>;
}

/**
 * The caller that an access key belongs to, by the key's id: the signature is verified elsewhere.
 *
 * @param token the session token that came with it
 * @throws AwsError InvalidClientTokenId, ExpiredToken
 */
export function callerOf(state: AwsState, accessKeyId: string, token: string | undefined): Caller {
  const key = state.accessKeys.get(accessKeyId);
  const account = state.accounts.get(arnParts(key?.principalArn ?? '')[4] ?? '');
  if (key === undefined || account === undefined || key.session?.token !== token) throw invalidToken();
  if (key.session !== undefined && key.session.expiration <= new Date())
    throw new AwsError('ExpiredToken', 'The security token included in the request is expired');
  const caller = key.session === undefined ? asUser(account, key) : asSession(account, key, key.session);
  if (caller === undefined) throw invalidToken();
  return caller;
}

/** `arn:<partition>:sts::<account>:assumed-role/<role>/<session>`: the role's path is not in it. */
export const sessionArn = (role: Role, sessionName: string): string => {
  const [, partition, , , account] = arnParts(role.arn);
  return `arn:${partition}:sts::${account}:assumed-role/${role.name}/${sessionName}`;
};

function asUser({ id, users }: Account, { principalArn, principalId }: AccessKey): Caller | undefined {
  const policies = users.get(principalArn)?.policies;
  if (policies === undefined) return undefined;
  const principal = { arn: principalArn, principalArn, principalId, account: id };
  return { ...principal, userId: principalId, identityPolicies: policies, tags: new Map() };
}

function asSession(account: Account, key: AccessKey, session: Session): Caller | undefined {
  const role = [...account.roles.values()].find(({ id }) => id === key.principalId);
  if (role === undefined) return undefined;
  const known = (arn: string) => account.policies.get(arn) ?? managedPolicy(arn);
  return {
    arn: sessionArn(role, session.name),
    principalArn: role.arn,
    principalId: role.id,
    account: account.id,
    userId: `${role.id}:${session.name}`,
    identityPolicies: [
      ...[...role.inline.values()].map(({ document }) => document),
      ...[...role.attached.keys()].flatMap((arn) => known(arn) ?? []),
    ],
    boundary: role.boundary === undefined ? undefined : known(role.boundary),
    session,
    tags: new Map([...role.tags, ...session.tags]),
  };
}

const invalidToken = () =>
  new AwsError('InvalidClientTokenId', 'The security token included in the request is invalid.');
