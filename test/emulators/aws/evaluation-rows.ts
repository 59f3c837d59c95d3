import type { PolicyDocument, Statement } from '../../../emulators/aws/policy-document.ts';

const MANAGEMENT = '111122223333';
const MEMBER = '444455556666';

/** One question about a request of a role's session in the member account, and AWS's answer by its documentation. */
export interface Row {
  does: string;
  /** The page of AWS's documentation that says so. */
  source: string;
  /** Identity-based policies; everything is allowed when left out. */
  identity?: Partial<Statement>[];
  /** Name of the AWS managed policy that is the boundary. */
  boundary?: string;
  session?: Partial<Statement>[];
  sessionTags?: Record<string, string>;
  roleTags?: Record<string, string>;
  /** Service control policies by level, in place of FullAWSAccess. */
  control?: { root?: Partial<Statement>[]; unit?: Partial<Statement>[]; account?: Partial<Statement>[] };
  resourceControl?: Partial<Statement>[];
  /** A user with a long-term key asks instead. */
  asks?: 'user' | 'management';
  /** The action; the resource is everything, or the role that is to be assumed. */
  action?: string;
  /** Trust of the role that is to be assumed. */
  trust?: Partial<Statement>;
  externalId?: string;
  allowed: boolean;
}

const CONDITIONS = 'IAM User Guide, reference_policies_elements_condition_operators';
const KEYS = 'IAM User Guide, reference_policies_condition-keys';
const SETS = 'IAM User Guide, reference_policies_condition-single-vs-multi-valued-context-keys';
const LOGIC = 'IAM User Guide, reference_policies_evaluation-logic_policy-eval-denyallow';
const SINGLE = 'IAM User Guide, reference_policies_evaluation-logic_policy-eval-basics-single-account';
const CROSS = 'IAM User Guide, reference_policies_evaluation-logic-cross-account';
const BOUNDARY = 'IAM User Guide, access_policies_boundaries';
const SESSION = 'IAM User Guide, access_policies: Session policies';
const SCP = 'Organizations User Guide, orgs_manage_policies_scps_evaluation';
const SCPS = 'Organizations User Guide, orgs_manage_policies_scps';
const RCP = 'Organizations User Guide, orgs_manage_policies_rcps';
const PRINCIPAL = 'IAM User Guide, reference_policies_elements_principal';
const VARIABLES = 'IAM User Guide, reference_policies_variables';
const EXTERNAL = 'IAM User Guide, id_roles_common-scenarios_third-party';

const allow = { Action: '*', Resource: '*' };
const deny: Partial<Statement> = { Effect: 'Deny', Action: '*', Resource: '*' };
const where = (Condition: NonNullable<Statement['Condition']>) => ({ ...allow, Condition });
const denyWhere = (Condition: NonNullable<Statement['Condition']>) => ({ ...deny, Condition });
const condition = (
  does: string,
  Condition: NonNullable<Statement['Condition']>,
  allowed: boolean,
  rest: Partial<Row> = {},
): Row => ({ does, source: KEYS, identity: [where(Condition)], allowed, ...rest });

const session = `arn:aws:sts::${MEMBER}:assumed-role/asker/tests`;
const asker = `arn:aws:iam::${MEMBER}:role/asker`;
const nothing: Partial<Statement>[] = [{ Action: 'ec2:DescribeVpcs', Resource: '*' }];
const trusting = (AWS: string | string[], Condition?: Statement['Condition']): Partial<Statement> => ({
  Principal: { AWS },
  Action: 'sts:AssumeRole',
  ...(Condition && { Condition }),
});

/** Identity-based policies, boundaries and session policies. */
const identities: Row[] = [
  { does: 'an identity-based policy allows', source: LOGIC, allowed: true },
  { does: 'nothing allows', source: LOGIC, identity: nothing, allowed: false },
  { does: 'an explicit deny wins', source: LOGIC, identity: [allow, deny], allowed: false },
  { does: 'a boundary allows', source: BOUNDARY, boundary: 'AdministratorAccess', allowed: true },
  {
    does: 'a boundary of a real managed policy leaves IAM out',
    source: BOUNDARY,
    boundary: 'PowerUserAccess',
    allowed: false,
  },
  {
    does: 'a boundary of a real managed policy leaves the rest',
    source: BOUNDARY,
    boundary: 'PowerUserAccess',
    action: 'secretsmanager:GetSecretValue',
    allowed: true,
  },
  {
    does: 'a boundary of a job function allows what it names',
    source: BOUNDARY,
    boundary: 'job-function/ViewOnlyAccess',
    action: 'iam:ListRoles',
    allowed: true,
  },
  {
    does: 'a boundary allows nothing by itself',
    source: BOUNDARY,
    identity: nothing,
    boundary: 'AdministratorAccess',
    allowed: false,
  },
  { does: 'a session policy that allows', source: SESSION, session: [allow], allowed: true },
  { does: 'a session policy that allows something else', source: SESSION, session: nothing, allowed: false },
  {
    does: 'a session policy allows nothing by itself',
    source: SESSION,
    identity: nothing,
    session: [allow],
    allowed: false,
  },
  {
    does: 'a boundary and a session policy have to allow, both',
    source: SESSION,
    boundary: 'PowerUserAccess',
    session: [allow],
    allowed: false,
  },
];

/** Service control policies and resource control policies. */
const controls: Row[] = [
  { does: 'FullAWSAccess at every level', source: SCP, control: {}, allowed: true },
  {
    does: 'an allow-list at the root denies the rest',
    source: SCP,
    control: { root: nothing },
    allowed: false,
  },
  {
    does: 'an allow-list at the root allows what it names',
    source: SCP,
    control: { root: nothing },
    action: 'ec2:DescribeVpcs',
    allowed: true,
  },
  {
    does: 'an allow-list at a unit denies the rest',
    source: SCP,
    control: { unit: nothing },
    allowed: false,
  },
  {
    does: 'an allow-list at the account denies the rest',
    source: SCP,
    control: { account: nothing },
    allowed: false,
  },
  {
    does: 'what the account allows does not help where the root does not',
    source: SCP,
    control: { root: nothing, account: [allow] },
    allowed: false,
  },
  { does: 'a level without policies denies', source: SCP, control: { unit: [] }, allowed: false },
  { does: 'a deny at the root denies', source: SCP, control: { root: [allow, deny] }, allowed: false },
  { does: 'a deny at a unit denies', source: SCP, control: { unit: [allow, deny] }, allowed: false },
  {
    does: 'the management account is not bound',
    source: SCPS,
    control: { root: [deny] },
    asks: 'management',
    allowed: true,
  },
  { does: 'a policy allows nothing by itself', source: SCPS, identity: nothing, control: {}, allowed: false },
  {
    does: 'a policy that spares a role by its ARN',
    source: SCPS,
    control: {
      root: [allow, denyWhere({ ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/asker' } })],
    },
    allowed: true,
  },
  {
    does: 'a policy that closes a region',
    source: SCPS,
    control: {
      root: [allow, denyWhere({ StringNotEquals: { 'aws:RequestedRegion': ['eu-west-1'] } })],
    },
    allowed: false,
  },
  {
    does: 'a policy that leaves global services out of a closed region',
    source: SCPS,
    control: {
      root: [
        allow,
        {
          Effect: 'Deny',
          NotAction: ['iam:*', 'sts:*'],
          Resource: '*',
          Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-west-1'] } },
        },
      ],
    },
    allowed: true,
  },
  {
    does: 'a resource control policy denies',
    source: RCP,
    resourceControl: [{ ...deny, Principal: '*' }],
    allowed: false,
  },
  {
    does: 'a data perimeter lets the organization’s own principals in',
    source: RCP,
    resourceControl: [
      {
        ...denyWhere({
          StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-exampleorgid' },
          BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
        }),
        Principal: '*',
      },
    ],
    allowed: true,
  },
];

/** Condition keys that organizations use. */
const keys: Row[] = [
  condition(
    'a session without MFA has the key, which is false',
    { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
    false,
  ),
  {
    does: 'a deny without MFA denies a session',
    source: KEYS,
    identity: [allow, denyWhere({ Bool: { 'aws:MultiFactorAuthPresent': 'false' } })],
    allowed: false,
  },
  {
    does: 'a deny without MFA passes a long-term key, which has no such key',
    source: KEYS,
    identity: [allow, denyWhere({ Bool: { 'aws:MultiFactorAuthPresent': 'false' } })],
    asks: 'user',
    allowed: true,
  },
  {
    does: 'a deny by BoolIfExists without MFA denies a long-term key',
    source: KEYS,
    identity: [allow, denyWhere({ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } })],
    asks: 'user',
    allowed: false,
  },
  condition('the address is in a range', { IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } }, true),
  condition('the address is in no range', { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24'] } }, false),
  {
    does: 'a deny outside of a range',
    source: KEYS,
    identity: [allow, denyWhere({ NotIpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '2001:db8::/32'] } })],
    allowed: false,
  },
  condition('before a date', { DateLessThan: { 'aws:CurrentTime': '2099-01-01T00:00:00Z' } }, true),
  condition('after a date', { DateGreaterThan: { 'aws:CurrentTime': '2099-01-01T00:00:00Z' } }, false),
  condition('before a time in seconds', { NumericLessThan: { 'aws:EpochTime': '4070908800' } }, true),
  condition('a tag of the role', { StringEquals: { 'aws:PrincipalTag/team': 'red' } }, true, {
    roleTags: { team: 'red' },
  }),
  condition(
    'a tag of the session goes before the role’s',
    { StringEquals: { 'aws:PrincipalTag/team': 'red' } },
    false,
    { roleTags: { team: 'red' }, sessionTags: { team: 'blue' } },
  ),
  condition('a tag that the role has not', { StringEquals: { 'aws:PrincipalTag/team': 'red' } }, false),
  condition('a call that no service makes', { Bool: { 'aws:ViaAWSService': 'false' } }, true),
  condition('a call by a service', { Bool: { 'aws:ViaAWSService': 'true' } }, false),
  condition('a user by name', { StringEquals: { 'aws:username': 'asker' } }, true, { asks: 'user' }),
  condition('a session has no user name', { StringLike: { 'aws:username': '*' } }, false),
  condition('a session’s id has the role’s', { StringLike: { 'aws:userid': 'AROA*:tests' } }, true),
  {
    does: 'sessions from before a date are revoked',
    source: 'IAM User Guide, id_roles_use_revoke-sessions',
    identity: [allow, denyWhere({ DateLessThan: { 'aws:TokenIssueTime': '2099-01-01T00:00:00Z' } })],
    allowed: false,
  },
  {
    does: 'sessions from after a date are not revoked',
    source: 'IAM User Guide, id_roles_use_revoke-sessions',
    identity: [allow, denyWhere({ DateLessThan: { 'aws:TokenIssueTime': '2020-01-01T00:00:00Z' } })],
    allowed: true,
  },
  {
    does: 'a long-term key has no time of issue',
    source: KEYS,
    identity: [where({ Null: { 'aws:TokenIssueTime': 'true' } })],
    asks: 'user',
    allowed: true,
  },
  {
    does: 'a variable stands for a tag',
    source: VARIABLES,
    identity: [where({ StringEquals: { 'aws:PrincipalTag/team': `\${aws:PrincipalTag/group}` } })],
    roleTags: { team: 'red', group: 'red' },
    allowed: true,
  },
  {
    does: 'ForAnyValue of an absent key is false, also negated',
    source: SETS,
    identity: [where({ 'ForAnyValue:StringNotEquals': { 'aws:TagKeys': 'x' } })],
    allowed: false,
  },
  {
    does: 'ForAllValues of an absent key is true',
    source: SETS,
    identity: [where({ 'ForAllValues:StringEquals': { 'aws:TagKeys': 'x' } })],
    allowed: true,
  },
  {
    does: 'a negated operator holds for an absent key',
    source: CONDITIONS,
    identity: [where({ StringNotEquals: { 'aws:username': 'x' } })],
    allowed: true,
  },
];

/** Trust policies, within the account and across accounts. */
const trusts: Row[] = [
  {
    does: 'a role’s ARN needs no identity-based policy',
    source: SINGLE,
    identity: nothing,
    trust: trusting(asker),
    allowed: true,
  },
  {
    does: 'the account’s root needs an identity-based policy',
    source: SINGLE,
    identity: nothing,
    trust: trusting(`arn:aws:iam::${MEMBER}:root`),
    allowed: false,
  },
  {
    does: 'the account’s root with an identity-based policy',
    source: SINGLE,
    trust: trusting(`arn:aws:iam::${MEMBER}:root`),
    allowed: true,
  },
  {
    does: 'everybody within the account needs no identity-based policy',
    source: PRINCIPAL,
    identity: nothing,
    trust: trusting('*'),
    allowed: true,
  },
  {
    does: 'a session’s ARN needs no identity-based policy',
    source: SINGLE,
    identity: nothing,
    trust: trusting(session),
    allowed: true,
  },
  {
    does: 'another session’s ARN',
    source: PRINCIPAL,
    trust: trusting(session.replace('tests', 'other')),
    allowed: false,
  },
  {
    does: 'a role’s ARN is limited by a session policy',
    source: SINGLE,
    session: nothing,
    trust: trusting(asker),
    allowed: false,
  },
  {
    does: 'a session’s ARN is not limited by a session policy',
    source: SINGLE,
    session: nothing,
    trust: trusting(session),
    allowed: true,
  },
  {
    does: 'a role’s ARN is limited by a boundary',
    source: SINGLE,
    boundary: 'IAMReadOnlyAccess',
    trust: trusting(asker),
    allowed: false,
  },
  {
    does: 'everybody is not limited by a boundary',
    source: PRINCIPAL,
    boundary: 'IAMReadOnlyAccess',
    trust: trusting('*', { ArnEquals: { 'aws:PrincipalArn': asker } }),
    allowed: true,
  },
  {
    does: 'an explicit deny limits what the trust allows',
    source: SINGLE,
    identity: [deny],
    trust: trusting('*'),
    allowed: false,
  },
  {
    does: 'a service control policy limits what the trust allows',
    source: SINGLE,
    control: { root: nothing },
    trust: trusting('*'),
    allowed: false,
  },
  {
    does: 'across accounts both sides have to allow',
    source: CROSS,
    asks: 'management',
    trust: trusting(`arn:aws:iam::${MANAGEMENT}:role/asker`),
    allowed: true,
  },
  {
    does: 'across accounts a role’s ARN needs an identity-based policy',
    source: CROSS,
    asks: 'management',
    identity: nothing,
    trust: trusting(`arn:aws:iam::${MANAGEMENT}:role/asker`),
    allowed: false,
  },
  {
    does: 'across accounts everybody needs an identity-based policy',
    source: CROSS,
    asks: 'management',
    identity: nothing,
    trust: trusting('*'),
    allowed: false,
  },
  {
    does: 'a trust of another account',
    source: CROSS,
    trust: trusting(`arn:aws:iam::${MANAGEMENT}:root`),
    allowed: false,
  },
  {
    does: 'the right external id',
    source: EXTERNAL,
    externalId: 'abc-1',
    trust: trusting(asker, { StringEquals: { 'sts:ExternalId': 'abc-1' } }),
    allowed: true,
  },
  {
    does: 'an external id in another case',
    source: EXTERNAL,
    externalId: 'ABC-1',
    trust: trusting(asker, { StringEquals: { 'sts:ExternalId': 'abc-1' } }),
    allowed: false,
  },
  {
    does: 'no external id',
    source: EXTERNAL,
    trust: trusting(asker, { StringEquals: { 'sts:ExternalId': 'abc-1' } }),
    allowed: false,
  },
  {
    does: 'a tag of the role that is to be assumed',
    source: 'Service Authorization Reference, AWS Security Token Service: iam:ResourceTag',
    identity: [where({ StringEquals: { 'iam:ResourceTag/purpose': 'audit' } })],
    trust: trusting(`arn:aws:iam::${MEMBER}:root`),
    allowed: true,
  },
];

/** All of them. */
export const rows: Row[] = [...identities, ...controls, ...keys, ...trusts];

/** A policy of these statements, each an Allow unless it says otherwise. */
export const policy = (statements: Partial<Statement>[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: statements.map((statement) => ({ Effect: 'Allow' as const, ...statement })),
});
