import type { rateLimiter } from '../network/rate-limit.ts';
import type { AssumeRole } from '../network/vendor-server.ts';
import type { CrowdstrikeSwitches } from './switches.ts';

/** What an API client may be allowed. Source: falconjs' documentation of the two services. */
export type Scope = `${'d4c-registration' | 'cloud-aws-registration'}:${'read' | 'write'}`;

/** Every scope of the two families. */
export const allScopes: Scope[] = [
  'd4c-registration:read',
  'd4c-registration:write',
  'cloud-aws-registration:read',
  'cloud-aws-registration:write',
];

/** An API client of the customer. */
export interface ApiClient {
  clientId: string;
  clientSecret: string;
  scopes: Scope[];
}

/** A bearer token that was issued; it dies at `diesAt`, in milliseconds of the epoch. */
interface Token {
  value: string;
  clientId: string;
  diesAt: number;
}

/** One product of Falcon with the features that are on. */
export interface Product {
  product: string;
  features: string[];
}

/** An AWS account as CrowdStrike keeps it; each of the two API families has its own. */
export interface Registration {
  family: 'd4c' | 'cloud-security';
  id: number;
  accountId: string;
  accountType: string;
  organizationId: string | undefined;
  isMaster: boolean;
  iamRoleArn: string;
  customRoleName: boolean;
  externalId: string;
  products: Product[];
  /** Whether the role could be assumed when it was last tried. */
  operational: boolean;
  /** What its role lacked when it was last tried. */
  missingPermissions?: string[];
  createdAt: string;
  updatedAt: string;
  /** When it was deregistered, in milliseconds of the epoch. */
  deletedAt?: number;
}

/** All that CrowdStrike knows of one customer, whose id is `cid`; `externalId` serves when all accounts share one. */
export interface CrowdstrikeState {
  cid: string;
  externalId: string;
  clients: ApiClient[];
  tokens: Token[];
  registrations: Registration[];
  /** What was registered once, oldest first. */
  deregistered: Registration[];
}

/** What every endpoint works with. */
export interface Falcon {
  state: CrowdstrikeState;
  switches: CrowdstrikeSwitches;
  assumeRole: AssumeRole;
  limit: ReturnType<typeof rateLimiter>;
  region: string;
  partition: string;
  /** The management account of the customer's organization. */
  managementAccountId: string;
  intermediateRoleArn: string;
}
