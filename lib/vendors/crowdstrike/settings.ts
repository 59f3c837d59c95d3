import * as v from 'valibot';
import { RoleName } from '../../role/spec.ts';
import { ApiUrl, Settings } from '../settings.ts';

/** CrowdStrike's settings. */
export const CrowdstrikeSettings = v.strictObject({
  ...Settings.entries,
  url: v.optional(ApiUrl, 'https://api.crowdstrike.com'),
  apiFamily: v.optional(v.picklist(['d4c', 'cloud-security']), 'd4c'),
  roleName: v.optional(RoleName, 'CrowdStrikeCSPMReader'),
  /** What the role may do; what the API family uses, when left out. */
  permissions: v.optional(v.picklist(['discover', 'posture'])),
});
export type CrowdstrikeSettings = v.InferOutput<typeof CrowdstrikeSettings>;
