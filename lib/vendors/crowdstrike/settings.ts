import * as z from 'zod';
import { RoleName } from '../../role/spec.ts';
import { ApiUrl, Settings } from '../settings.ts';

/** CrowdStrike's settings. */
export const CrowdstrikeSettings = Settings.extend({
  url: ApiUrl.default('https://api.crowdstrike.com'),
  apiFamily: z.enum(['d4c', 'cloud-security']).default('d4c'),
  roleName: RoleName.default('CrowdStrikeCSPMReader'),
  /** What the role may do; what the API family uses, when left out. */
  permissions: z.enum(['discover', 'posture']).optional(),
});
export type CrowdstrikeSettings = z.infer<typeof CrowdstrikeSettings>;
