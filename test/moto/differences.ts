/** A difference that is known: where it shows, who answers as AWS does, and how that is known. */
export interface KnownDifference {
  /** The scenario's name; all of them when left out. */
  scenario?: string;
  /** The places in the answers. */
  at: RegExp;
  /** What our answer is like; anything when left out. */
  ours?: RegExp;
  right: 'ours' | 'moto' | 'not known';
  reason: string;
}

/** Every difference that is known. One that no longer occurs has to be taken out. */
export const differences: KnownDifference[] = [
  // What moto does not check.
  {
    scenario: 'constraints',
    at: /^(create|put|assume|list|tag \d+ times beside).*\/(error|Role|Roles|IsTruncated|Credentials|AssumedRoleUser|PackedPolicySize|Accounts|ARN|Name|VersionId)$/,
    right: 'ours',
    reason: 'moto checks few of the lengths, ranges and characters that the API references state',
  },
  {
    scenario: 'trust policies',
    at: /^create a role with a trust (that is|without|with (a resource|another action|an unknown)|of (a role that does not exist|more than)).*\/(error|Role)$/,
    right: 'ours',
    reason: 'moto does not read the trust policy of CreateRole; that of UpdateAssumeRolePolicy it does',
  },
  {
    scenario: 'trust policies',
    at: /^update a role to a trust (of a role that does not exist|without a principal|of more than 2,048 characters)\/error$/,
    right: 'ours',
    reason:
      'IAM User Guide: a principal must exist, a trust policy must name one; IAM quotas: 2,048 characters',
  },
  {
    scenario: 'inline policies',
    at: /^put one with a principal\/error$/,
    right: 'ours',
    reason: 'IAM User Guide, "AWS JSON policy elements: Principal": not in an identity-based policy',
  },
  {
    scenario: 'roles',
    at: /^list its instance profiles( no more\/(error|InstanceProfiles)|\/IsTruncated)$/,
    right: 'ours',
    reason:
      'IAM API reference, ListInstanceProfilesForRole: NoSuchEntity for a role that does not exist, and IsTruncated',
  },
  {
    scenario: 'refusals of roles',
    at: /another case\//,
    right: 'ours',
    reason: 'IAM API reference, CreateRole: "Names are not distinguished by case"',
  },
  {
    scenario: 'refusals of roles',
    at: /^create with a boundary that does not exist\//,
    right: 'ours',
    reason:
      'IAM API reference, CreateRole: NoSuchEntity; moto takes any ARN of the right form for a boundary',
  },
  {
    scenario: 'several accounts',
    at: /^assume (an unknown role|in an unknown account)\//,
    right: 'ours',
    reason: 'moto never refuses to assume a role',
  },
  {
    scenario: 'organization',
    at: /^(list accounts|describe an account) from a member\//,
    right: 'ours',
    reason:
      'Organizations API reference: only the management account or a delegated administrator may call these',
  },
  {
    scenario: 'organization',
    at: /what is not an account id\/error\//,
    right: 'ours',
    reason:
      'Organizations API reference: an id has a pattern, and InvalidInputException says that it does not match',
  },
  // What moto answers otherwise.
  {
    at: /\/RoleLastUsed(\/Region)?$/,
    right: 'ours',
    reason: 'IAM API reference: GetRole alone returns the last use, with its region',
  },
  {
    at: /\/PermissionsBoundaryType$/,
    right: 'ours',
    reason: 'AWS answers "Policy", against the valid values of its own reference',
  },
  {
    at: /\/Roles\/\d+\/AssumeRolePolicyDocument\//,
    right: 'ours',
    reason: 'IAM API reference, ListRoles: documents are URL-encoded; moto does that in GetRole only',
  },
  {
    scenario: 'roles',
    at: /^read that its description stays\//,
    right: 'ours',
    reason: 'IAM API reference, UpdateRole: it updates "the description or maximum session duration"',
  },
  {
    scenario: 'trust policies',
    at: /of an account id\/.*\/Principal\/AWS$/,
    right: 'ours',
    reason:
      'IAM User Guide, "AWS JSON policy elements: Principal": an account id is stored as the ARN of its root',
  },
  {
    scenario: 'trust policies',
    at: /of one statement outside a list\/Role\/AssumeRolePolicyDocument\/Statement\//,
    right: 'not known',
    reason: 'whether IAM puts a single statement into a list; Rollcall takes both for the same',
  },
  {
    scenario: 'pages',
    at: /^inline policies, page/,
    right: 'ours',
    reason: 'IAM API reference, ListRolePolicies: MaxItems; moto does not heed it there',
  },
  {
    scenario: 'several accounts',
    at: /\/PackedPolicySize$/,
    right: 'ours',
    reason: 'STS API reference: the size of what was passed; moto answers 6 always',
  },
  {
    scenario: 'several accounts',
    at: /^read the access role\/Role\/Description$/,
    right: 'not known',
    reason: 'whether the access role of a new account has an empty description or none',
  },
  {
    scenario: 'organization',
    at: /\/Paths$/,
    right: 'ours',
    reason: 'Organizations API reference, Account: Paths, which moto does not know yet',
  },
  {
    scenario: 'organization',
    at: /\/Status$/,
    right: 'ours',
    reason: 'Organizations API reference, Account: Status was retired on 2026-09-09; a switch brings it back',
  },
  {
    scenario: 'organization',
    at: /\/JoinedMethod$/,
    right: 'ours',
    reason: 'Organizations API reference, CreateOrganization: its own account counts as INVITED',
  },
  {
    scenario: 'organization',
    at: /^list the parents of an unknown account\/error\/name$/,
    right: 'ours',
    reason: 'Organizations API reference, ListParents: ChildNotFoundException',
  },
  {
    scenario: 'secrets',
    at: /\/error\/status$/,
    right: 'ours',
    reason:
      'Secrets Manager API reference: ResourceNotFoundException has status 400, as all errors of JSON 1.1',
  },
  // Words that moto finds itself.
  {
    at: /\/error\/message$/,
    ours: /^The role (policy )?with name .+ cannot be found\.$/,
    right: 'ours',
    reason: 'as IAM says it',
  },
  {
    at: /\/error\/message$/,
    ours: /^(This policy contains invalid Json|Has prohibited field Resource|AssumeRole policy may only .*)$/,
    right: 'ours',
    reason: 'as IAM says it; moto has read the policy by rules of its own',
  },
  {
    scenario: 'constraints',
    at: /\/error\/message$/,
    ours: /^1 validation error detected: /,
    right: 'ours',
    reason:
      'as IAM and STS say it; moto writes X for the place in the list, quotes a list as Python does, or adds a full stop',
  },
  {
    scenario: 'secrets',
    at: /^get an unknown stage\/error\/message$/,
    ours: / for staging label: NONE$/,
    right: 'ours',
    reason: 'as Secrets Manager says it of a secret without a value, where moto does too',
  },
];
