import * as z from 'zod/mini';
import { RoleName } from '../../role/spec.ts';
import { ApiUrl, Settings } from '../settings.ts';

/** Cloudcraft's settings. */
export const CloudcraftSettings = z.extend(Settings, {
  url: z._default(ApiUrl, 'https://api.cloudcraft.co'),
  /** The region from which Cloudcraft tries the role. */
  region: z._default(
    z.string().check(z.regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'expected an AWS region')),
    'us-east-1',
  ),
  roleName: z._default(RoleName, 'cloudcraft'),
  /** The AWS managed policy, or the smaller one that Cloudcraft's API answers. */
  policy: z._default(z.enum(['ReadOnlyAccess', 'minimal']), 'ReadOnlyAccess'),
});
export type CloudcraftSettings = z.infer<typeof CloudcraftSettings>;
