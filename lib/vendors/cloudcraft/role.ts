import { UntrustedPrincipalError, VendorResponseError } from '../../errors.ts';
import type { Account } from '../../organization/account.ts';
import { type PolicyDocument, statements, values } from '../../role/policy.ts';
import type { RoleSpec } from '../../role/spec.ts';
import type { CloudcraftConnection } from './connection.ts';

/** What the role depends on besides the account. */
export interface RoleIngredients {
  connection: CloudcraftConnection;
  rolePath: string;
  iamParameters: { accountId: string; externalId: string };
  /** Cloudcraft's own policy, where the connection asks for it instead of ReadOnlyAccess. */
  minimalPolicy: PolicyDocument | undefined;
}

/**
 * The role that Cloudcraft wants: name, description, session duration and policy as in Cloudcraft's guide
 * "Add AWS accounts via the Cloudcraft API".
 *
 * @throws {UntrustedPrincipalError} the API answers another account than the pinned one, or a policy that does more than read
 * @throws {VendorResponseError} it answers a policy that IAM would not take
 */
export function cloudcraftRole({ partition }: Account, ingredients: RoleIngredients): RoleSpec {
  const { connection, rolePath, iamParameters, minimalPolicy } = ingredients;
  requirePinned(iamParameters.accountId, connection.trustedAccountId);
  if (minimalPolicy !== undefined) requireInline(minimalPolicy);
  return {
    name: connection.roleName,
    path: rolePath,
    description: 'Programmatically created IAM role for use with Cloudcraft.',
    maxSessionSeconds: 3600,
    trustedPrincipal: `arn:${partition}:iam::${iamParameters.accountId}:root`,
    externalId: iamParameters.externalId,
    managedPolicyArns: minimalPolicy === undefined ? [`arn:${partition}:iam::aws:policy/ReadOnlyAccess`] : [],
    inlinePolicies: minimalPolicy === undefined ? {} : { 'cloudcraft-minimal': minimalPolicy },
  };
}

function requirePinned(answered: string, pinned: string) {
  if (answered === pinned) return;
  throw new UntrustedPrincipalError({
    tried: 'get the trusted AWS account from Cloudcraft',
    answered: `it answers ${answered}, and the secret pins ${pinned}`,
    next: "ask Cloudcraft which one is right; if it moved, change trustedAccountId in Cloudcraft's secret",
  });
}

/** Longest inline policy of a role, in characters. Source: IAM User Guide, "IAM and AWS STS quotas". */
const INLINE_AT_MOST = 10_240;

function requireInline(policy: PolicyDocument) {
  const { length } = JSON.stringify(policy);
  if (length <= INLINE_AT_MOST) return requireReading(policy);
  throw new VendorResponseError({
    tried: "get Cloudcraft's minimal policy",
    answered: `it has ${length} characters, and IAM takes ${INLINE_AT_MOST} in a role`,
    next: 'set policy to ReadOnlyAccess in its secret',
  });
}

/** Verbs that only read. A hijacked API answer must not grant more. */
const READING =
  /^[a-z0-9-]+:(BatchDescribe|BatchGet|Describe|Get|List|Lookup|Query|Search|Select|View)[a-z*]*$/i;

/** Services whose reads hand out secrets or credentials, with which more than reading can be done. */
const SECRETIVE =
  /^(bedrock-agentcore|codeartifact|cognito-identity|connect|datazone|elasticmapreduce|emr-containers|emr-serverless|gamelift|lakeformation|lightsail|redshift|redshift-serverless|secretsmanager|ssm|sso|sts):(Batch)?Get(?!CallerIdentity$)/i;

/** The same by what other services call such reads. */
const HANDING_OUT = /(Credentials?|Password(Data)?|SecretValue|Token|DataAccess)\**$/i;

/** Those of which a wildcard may hide the end; all of a service's `Get*` is no more than ReadOnlyAccess has, too. */
const HIDDEN = ['GetAuthorizationToken', 'GetDataAccess', 'GetPasswordData'];

const grantsMore = (action: string) =>
  !READING.test(action) || SECRETIVE.test(action) || HANDING_OUT.test(action) || hides(action);

function hides(action: string): boolean {
  const name = action.replace(/^.*:/, '');
  const pattern = new RegExp(`^${name.replace(/\*+/g, '.*')}$`, 'i');
  return !/^Get\*$/i.test(name) && HIDDEN.some((hidden) => pattern.test(hidden));
}

function requireReading(policy: PolicyDocument) {
  const foreign = statements(policy).flatMap(({ Effect, Action }) =>
    Effect === 'Allow'
      ? Action === undefined
        ? ['all but a few actions']
        : values(Action).filter(grantsMore)
      : [],
  );
  if (foreign.length === 0) return;
  throw new UntrustedPrincipalError({
    tried: "get Cloudcraft's minimal policy",
    answered: `it asks for more than reading: ${foreign.slice(0, 5).join(', ').slice(0, 500)}`,
    next: 'ask Cloudcraft whether that is right, or set policy to ReadOnlyAccess in its secret',
  });
}
