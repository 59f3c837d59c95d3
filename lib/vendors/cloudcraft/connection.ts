import * as z from 'zod';
import { RoleName } from '../../role/spec.ts';
import { ApiUrl, Connection, Credential } from '../vendor.ts';

/** Cloudcraft's secret. The API key needs read and write mode. */
export const CloudcraftConnection = Connection.extend({
  url: ApiUrl.default('https://api.cloudcraft.co'),
  apiKey: Credential,
  /** The region from which Cloudcraft tries the role. */
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'expected an AWS region')
    .default('us-east-1'),
  roleName: RoleName.default('cloudcraft'),
  /** The AWS managed policy, or the smaller one that Cloudcraft's API answers. */
  policy: z.enum(['ReadOnlyAccess', 'minimal']).default('ReadOnlyAccess'),
});
export type CloudcraftConnection = z.infer<typeof CloudcraftConnection>;
