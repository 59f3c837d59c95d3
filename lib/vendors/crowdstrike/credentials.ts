import * as v from 'valibot';
import { Credential, credentials } from '../credentials.ts';

/**
 * CrowdStrike's secret. The API client needs read and write of the scope "D4C registration" (family `d4c`) or
 * "Cloud security AWS registration" (family `cloud-security`).
 */
export const CrowdstrikeCredentials = credentials({
  clientId: v.pipe(v.string(), v.minLength(1)),
  clientSecret: Credential,
  /** The child tenant to register in, for a managed service provider's API client. */
  memberCid: v.optional(v.string()),
});
export type CrowdstrikeCredentials = v.InferOutput<typeof CrowdstrikeCredentials>;
