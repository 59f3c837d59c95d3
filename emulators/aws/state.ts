import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { HistoryEvent } from '@aws-sdk/client-sfn';
import type { Creation } from './creation.ts';
import type { MapRun } from './map-run.ts';
import type { PolicyDocument } from './policy-document.ts';
import type { Pins } from './policy-principal.ts';
import type { Secret } from './secret.ts';

/** Everything that the emulated AWS knows; tests may read and change it at any time. */
export interface AwsState {
  partition: Partition;
  organization: Organization;
  /** By account id, also accounts outside the organization. */
  accounts: Map<string, Account>;
  /** What became of each CreateAccount, by its request's id. */
  creations: Map<string, Creation>;
  /** Access keys of users and of role sessions, by access key id. */
  accessKeys: Map<string, AccessKey>;
  /** Executions of Step Functions, by ARN. */
  executions: Map<string, ExecutionRecord>;
  items: Map<string, Record<string, AttributeValue>>; // DynamoDB's, by `<table>/<key>`; every table exists
  /** Texts in S3, by `<bucket>/<key>`. Every bucket exists, and belongs to the management account. */
  objects: Map<string, StoredObject>;
}

/** An organization, with the organizational units that CreateOrganizationalUnit made, by id. */
export interface Organization {
  id: string;
  rootId: string;
  managementAccountId: string;
  units: Map<string, { name: string; parentId: string }>;
  /** Of the root and of units, by id. */
  tags: Map<string, Map<string, string>>;
  /** What lets other accounts than the management account call some of Organizations' operations. */
  resourcePolicy?: PolicyDocument;
}

/** An execution, as Step Functions describes it. Input and output are JSON. */
export interface ExecutionRecord {
  executionArn: string;
  stateMachineArn: string;
  name: string;
  status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  startDate: Date;
  stopDate?: Date;
  input: string;
  output?: string;
  error?: string;
  cause?: string;
  /** Of executions that a deployed stack runs. */
  history?: HistoryEvent[];
  mapRuns?: MapRun[];
}

export type Partition = 'aws' | 'aws-us-gov' | 'aws-cn';

/** One AWS account with its own IAM and secrets. */
export interface Account {
  id: string;
  partition: Partition;
  /** By name in lower case, since role names are unique irrespective of case and path. */
  roles: Map<string, Role>;
  /** By ARN. */
  users: Map<string, User>;
  /** Customer managed policies by ARN; they can be attached and be permissions boundaries. */
  policies: Map<string, PolicyDocument>;
  /** By `<region>/<name>`. */
  secrets: Map<string, Secret>;
  /** Absent when the account is outside the organization. */
  membership?: Membership;
}

/** A text in S3, and since when. */
export interface StoredObject {
  text: string;
  contentType: string;
  at: Date;
}

/** What Organizations knows of an account. */
export interface Membership {
  name: string;
  email: string;
  state: 'PENDING_ACTIVATION' | 'ACTIVE' | 'SUSPENDED' | 'PENDING_CLOSURE' | 'CLOSED';
  joinedMethod: 'CREATED' | 'INVITED';
  joinedAt: Date;
  /** Ids of the organizational units below the root that lead to the account. */
  units: string[];
  tags: Map<string, string>;
  /** Names of the roles that let the management account in. */
  accessRoles: string[];
  /** `FullAWSAccess` unless replaced; not applied to the management account. */
  serviceControlPolicies: PolicyDocument[];
}

/** `text` is what IAM answers, `document` what it means. */
export interface StoredPolicy {
  text: string;
  document: PolicyDocument;
}

/** An IAM role, with when its parts came to be. */
export interface Role {
  name: string;
  path: string;
  id: string;
  arn: string;
  /** The trust policy, with the unique ids of the users and roles that it names and since when it holds. */
  trust: StoredPolicy & { pins: Pins; since: Date };
  description?: string | undefined;
  maxSessionSeconds: number;
  tags: Map<string, string>;
  /** When each managed policy was attached, by ARN. */
  attached: Map<string, Date>;
  /** Inline policies by name. */
  inline: Map<string, StoredPolicy>;
  /** ARN of the permissions boundary. */
  boundary?: string | undefined;
  isInInstanceProfile?: boolean;
  createdAt: Date;
  lastUsed?: { at: Date; region: string };
}

/** An IAM user with its identity-based policies. */
export interface User {
  id: string;
  arn: string;
  policies: PolicyDocument[];
}

/** An access key: a user's, or with `session` one of a role session. */
export interface AccessKey {
  accessKeyId: string;
  secretAccessKey: string;
  principalArn: string;
  principalId: string;
  session?: Session;
}

/** A role session that STS opened. */
export interface Session {
  name: string;
  token: string;
  issuedAt: Date;
  expiration: Date;
  /** Session tags. */
  tags: Map<string, string>;
  /** Session policies; absent when none was passed, which leaves the role all its permissions. */
  policies?: PolicyDocument[];
}
