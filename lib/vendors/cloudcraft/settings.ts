import * as v from 'valibot';
import { RoleName } from '../../role/spec.ts';
import { ApiUrl, Settings } from '../settings.ts';

/** Cloudcraft's settings. */
export const CloudcraftSettings = v.strictObject({
  ...Settings.entries,
  url: v.optional(ApiUrl, 'https://api.cloudcraft.co'),
  /** The region from which Cloudcraft tries the role. */
  region: v.optional(
    v.pipe(v.string(), v.regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'expected an AWS region')),
    'us-east-1',
  ),
  roleName: v.optional(RoleName, 'cloudcraft'),
  /** The AWS managed policy, or the smaller one that Cloudcraft's API answers. */
  policy: v.optional(v.picklist(['ReadOnlyAccess', 'minimal']), 'ReadOnlyAccess'),
});
export type CloudcraftSettings = v.InferOutput<typeof CloudcraftSettings>;
