import { UntrustedPrincipalError, VendorResponseError } from '../../errors.ts';
import type { Account } from '../../organization/account.ts';
import { type PolicyDocument, statements, values } from '../../role/policy.ts';
import type { RoleRequest } from '../../role/request.ts';
import type { RoleSpec } from '../../role/spec.ts';
import type { Allowed } from '../vendor.ts';
import type { CloudcraftSettings } from './settings.ts';

/** What the role is given: the one or the other, as the settings say. */
export const POLICIES = { managedPolicies: ['ReadOnlyAccess'], inlinePolicies: ['cloudcraft-minimal'] };

/**
 * The role that Cloudcraft wants: description, session duration and policy as in Cloudcraft's guide
 * "Add AWS accounts via the Cloudcraft API".
 *
 * @throws {UntrustedPrincipalError} the request is for another account than the pinned one, or for a policy that the
 * settings do not ask for or that does more than read
 * @throws {VendorResponseError} for a policy that IAM would not take
 */
export function cloudcraftRole(
  { partition }: Account,
  { principal, externalId, policy }: RoleRequest,
  { settings, rolePath }: Allowed<CloudcraftSettings>,
): RoleSpec {
  requirePinned(principal, `arn:${partition}:iam::${settings.trustedAccountId}:root`);
  requireKind(policy, settings.policy);
  if (policy !== undefined) requireInline(policy);
  return {
    name: settings.roleName,
    path: rolePath,
    description: 'Programmatically created IAM role for use with Cloudcraft.',
    maxSessionSeconds: 3600,
    trustedPrincipal: principal,
    externalId,
    managedPolicyArns: policy === undefined ? [`arn:${partition}:iam::aws:policy/ReadOnlyAccess`] : [],
    inlinePolicies: policy === undefined ? {} : { 'cloudcraft-minimal': policy },
  };
}

function requirePinned(answered: string, pinned: string) {
  if (answered === pinned) return;
  throw new UntrustedPrincipalError({
    tried: 'get the trusted principal from Cloudcraft',
    answered: `it answers ${answered}, and the parameter cloudcraft pins ${pinned}`,
    next: 'ask Cloudcraft which one is right; if it moved, change trustedAccountId in the parameter cloudcraft',
  });
}

function requireKind(policy: PolicyDocument | undefined, setting: CloudcraftSettings['policy']) {
  if ((policy !== undefined) === (setting === 'minimal')) return;
  throw new UntrustedPrincipalError({
    tried: "decide on the policy of Cloudcraft's role",
    answered: `the parameter cloudcraft sets policy to ${setting}, and the request has ${policy === undefined ? 'no policy' : 'another one'}`,
    next: 'start the enrollment again if the parameter was just changed; otherwise find out what sent the request',
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
    next: 'set policy to ReadOnlyAccess in the parameter cloudcraft',
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
    next: 'ask Cloudcraft whether that is right, or set policy to ReadOnlyAccess in the parameter cloudcraft',
  });
}
