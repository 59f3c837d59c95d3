import * as z from 'zod';
import { RoleName } from '../../role/spec.ts';
import { ApiUrl, Connection, Credential } from '../vendor.ts';

/**
 * CrowdStrike's secret. The API client needs read and write of the scope "D4C registration" (family `d4c`) or
 * "Cloud security AWS registration" (family `cloud-security`).
 */
export const CrowdstrikeConnection = Connection.extend({
  url: ApiUrl.default('https://api.crowdstrike.com'),
  clientId: z.string().min(1),
  clientSecret: Credential,
  /** The child tenant to register in, for a managed service provider's API client. */
  memberCid: z.string().optional(),
  apiFamily: z.enum(['d4c', 'cloud-security']).default('d4c'),
  /** The role's name where Rollcall registers the account; an existing registration keeps its own. */
  roleName: RoleName.default('CrowdStrikeCSPMReader'),
});
export type CrowdstrikeConnection = z.infer<typeof CrowdstrikeConnection>;
