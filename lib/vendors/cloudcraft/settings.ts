import * as z from 'zod';
import { RoleName } from '../../role/spec.ts';
import { ApiUrl, Settings } from '../settings.ts';

/** Cloudcraft's settings. */
export const CloudcraftSettings = Settings.extend({
  url: ApiUrl.default('https://api.cloudcraft.co'),
  /** The region from which Cloudcraft tries the role. */
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'expected an AWS region')
    .default('us-east-1'),
  roleName: RoleName.default('cloudcraft'),
  /** The AWS managed policy, or the smaller one that Cloudcraft's API answers. */
  policy: z.enum(['ReadOnlyAccess', 'minimal']).default('ReadOnlyAccess'),
});
export type CloudcraftSettings = z.infer<typeof CloudcraftSettings>;
