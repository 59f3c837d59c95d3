import type { VendorName } from '../../emulators/vendors.ts';
import { type Drift, drifts } from './drifts.ts';

/** How the disturbed execution ends, whether the workflow tried again, and how often AWS answers so if not for ever. */
export interface AwsEnding {
  ends: string;
  retried: boolean;
  times?: number;
}

/** A call to AWS: of which step, and for which vendor; `every vendor` where it is made once for all. */
export interface AwsPlace {
  call: string;
  function: string;
  vendor: VendorName | 'every vendor';
  /** What is wrong with the role, which exists, so that the call is made at all. */
  drift?: Drift;
}

/** A place, and how each answer of AWS ends there: by its code, or its code and the message that makes a difference. */
export interface AwsFaults extends AwsPlace {
  answers: Record<string, AwsEnding>;
}

const unavailable: AwsEnding = { ends: 'AwsUnavailableError', retried: true };
/** It passes, but not before the function was invoked again. The SDK itself repeats some calls twice. */
const passes: AwsEnding = { ends: 'enrolled', retried: true, times: 4 };
const refused: AwsEnding = { ends: 'AwsRejectedError', retried: false };
const denied: AwsEnding = { ends: 'AccessDeniedError', retried: false };
const notReady: AwsEnding = { ends: 'AccountNotReadyError', retried: true };
const notFound: AwsEnding = { ends: 'AccountNotFoundError', retried: true };

/** What any call can be answered, tried once for each service and step. Source: IAM API reference, "Common errors". */
const common: Record<string, AwsEnding> = {
  Throttling: passes,
  InternalFailure: unavailable,
  ServiceUnavailable: unavailable,
  ExpiredToken: unavailable,
  AccessDenied: denied,
  InvalidClientTokenId: refused,
  ValidationError: refused,
};

/** Source: IAM API reference, the errors of each operation. */
const change: Record<string, AwsEnding> = {
  ConcurrentModification: passes,
  ServiceFailure: passes,
  LimitExceeded: refused,
  UnmodifiableEntity: refused,
  'NoSuchEntity: The role with name cloudcraft cannot be found.': passes,
};
/** What AWS may answer to a call inside a newly created account, see docs/decisions/0004-newly-created-accounts.md; a policy's deny is final. */
const inside: Record<string, AwsEnding> = {
  AccessDenied: notReady,
  InvalidClientTokenId: notReady,
  'AccessDenied: not authorized to perform that with an explicit deny in a service control policy': denied,
  'AccessDenied: not authorized to perform that because no service control policy allows it': denied,
};
const reading = { AccessDenied: notReady, InternalFailure: passes };

/** Source: STS API reference, AssumeRole. */
const enter: Record<string, AwsEnding> = {
  AccessDenied: notReady,
  'AccessDenied: not authorized to perform: sts:AssumeRole with an explicit deny in a resource control policy':
    denied,
  RegionDisabledException: notReady,
  InvalidClientTokenId: notReady,
  ExpiredTokenException: passes,
  MalformedPolicyDocument: refused,
  PackedPolicyTooLarge: refused,
};

/** Source: Secrets Manager API reference, GetSecretValue. */
const secret: Record<string, AwsEnding> = {
  InternalServiceError: passes,
  DecryptionFailure: refused,
  InvalidRequestException: refused,
  ResourceNotFoundException: refused,
};

/** Source: Organizations API reference, DescribeAccount. */
const describing: Record<string, AwsEnding> = {
  ...common,
  ServiceException: passes,
  TooManyRequestsException: passes,
  ConcurrentModificationException: passes,
  AccountNotFoundException: notFound,
  AWSOrganizationsNotInUseException: refused,
};

/** Source: Organizations API reference, ListParents and ListTagsForResource. */
const lookingUp: Record<string, AwsEnding> = {
  ServiceException: passes,
  TooManyRequestsException: passes,
  AccessDeniedException: denied,
  AWSOrganizationsNotInUseException: refused,
};

const onRole = (operation: string, vendor: VendorName, drift?: Drift): AwsPlace => ({
  ...{ call: `iam:${operation}`, function: 'ensureRole', vendor },
  ...(drift && { drift }),
});
const once = (call: string, key: string): AwsPlace => ({ call, function: key, vendor: 'every vendor' });
const readSecret = (key: string, vendor: VendorName): AwsPlace => ({
  ...{ call: 'secretsmanager:GetSecretValue', function: key, vendor },
});

/** Every call that Rollcall makes to AWS, and what AWS may answer to it. */
export const awsFaults: AwsFaults[] = [
  { ...once('organizations:DescribeAccount', 'planEnrollment'), answers: describing },
  {
    ...once('organizations:ListParents', 'planEnrollment'),
    answers: { ...lookingUp, ChildNotFoundException: passes },
  },
  {
    ...once('organizations:ListTagsForResource', 'planEnrollment'),
    answers: { ...lookingUp, TargetNotFoundException: passes },
  },
  { ...once('sts:AssumeRole', 'confirmAccess'), answers: { ...common, ...enter } },
  { ...readSecret('prepareRegistration', 'cloudcraft'), answers: { ...common, ...secret } },
  { call: 'sts:AssumeRole', function: 'ensureRole', vendor: 'cloudcraft', answers: enter },
  { ...onRole('GetRole', 'crowdstrike', drifts.none), answers: reading },
  {
    ...onRole('CreateRole', 'cloudcraft'),
    answers: {
      ...common,
      ...inside,
      ...change,
      EntityAlreadyExists: unavailable,
      MalformedPolicyDocument: refused,
    },
  },
  {
    ...onRole('AttachRolePolicy', 'cloudcraft'),
    answers: {
      ...change,
      PolicyNotAttachable: refused,
      'NoSuchEntity: Policy ReadOnlyAccess does not exist or is not attachable.': refused,
    },
  },
  { ...onRole('PutRolePolicy', 'crowdstrike'), answers: { ...change, MalformedPolicyDocument: refused } },
  { ...onRole('ListAttachedRolePolicies', 'cloudcraft', drifts.none), answers: reading },
  { ...onRole('ListRolePolicies', 'cloudcraft', drifts.none), answers: reading },
  { ...onRole('GetRolePolicy', 'crowdstrike', drifts.none), answers: reading },
  { ...onRole('UpdateAssumeRolePolicy', 'cloudcraft', drifts.trust), answers: change },
  { ...onRole('UpdateRole', 'cloudcraft', drifts.description), answers: change },
  {
    ...onRole('PutRolePermissionsBoundary', 'cloudcraft', drifts.boundary),
    answers: {
      ...change,
      InvalidInput: refused,
      'NoSuchEntity: Scope ARN: arn:aws:iam::444455556666:policy/vendors does not exist or is not attachable.':
        refused,
    },
  },
  { ...onRole('TagRole', 'cloudcraft', drifts.tags), answers: change },
  { ...onRole('DetachRolePolicy', 'cloudcraft', drifts.attachment), answers: change },
  { ...onRole('DeleteRolePolicy', 'cloudcraft', drifts.inline), answers: change },
];
