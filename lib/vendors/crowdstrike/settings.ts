import * as z from 'zod/mini';
import { RoleName } from '../../role/spec.ts';
import { ApiUrl, Settings } from '../settings.ts';

/** CrowdStrike's settings. */
export const CrowdstrikeSettings = z.extend(Settings, {
  url: z._default(ApiUrl, 'https://api.crowdstrike.com'),
  apiFamily: z._default(z.enum(['d4c', 'cloud-security']), 'd4c'),
  roleName: z._default(RoleName, 'CrowdStrikeCSPMReader'),
  /** What the role may do; what the API family uses, when left out. */
  permissions: z.optional(z.enum(['discover', 'posture'])),
});
export type CrowdstrikeSettings = z.infer<typeof CrowdstrikeSettings>;
