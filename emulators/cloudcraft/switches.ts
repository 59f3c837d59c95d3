import * as v from 'valibot';

/**
 * What is not known for certain of Cloudcraft's API, or what it may do on a bad day; the defaults are what is likely.
 * The object may be changed while the emulator runs.
 *
 * - `refusedRoleStatus`: status of a `POST` whose role Cloudcraft could not assume.
 * - `openRoles`: whether a role is taken that can be assumed without the external id.
 * - `duplicates`: whether a second account with the same role is taken; a refusal has status 409.
 * - `deleteStatus`: Cloudcraft's reference says 200, its clients expect 204.
 * - `listedAfterDeletion`: emulated seconds for which the list still shows an account after its deletion.
 * - `roleOnUpdate`: whether `PUT` assumes the role too; `regionOnUpdate`: what it makes of a region.
 * - `rateLimit`: the window in which `rateLimitRequests` (of 20) per API key and 10 seconds are counted.
 * - `retryAfter`: whether a 429 says when to come back.
 * - `undocumentedBodies`: what a 401 and a 429 carry.
 * - `policies`: whether the two policy documents, missing from the OpenAPI file, are served.
 * - `listOrder`: the order of the list, of which nothing is promised.
 * - `externalIdScope`: whether each user of a customer has an external id, or all have one.
 */
export const CloudcraftSwitches = v.strictObject({
  refusedRoleStatus: v.optional(v.picklist([400, 403]), 400),
  openRoles: v.optional(v.picklist(['refused', 'accepted']), 'refused'),
  duplicates: v.optional(v.picklist(['accepted', 'refused']), 'accepted'),
  deleteStatus: v.optional(v.picklist([200, 204]), 200),
  listedAfterDeletion: v.optional(v.pipe(v.number(), v.finite(), v.minValue(0)), 0),
  roleOnUpdate: v.optional(v.picklist(['trusted', 'assumed']), 'trusted'),
  regionOnUpdate: v.optional(v.picklist(['ignored', 'refused']), 'ignored'),
  rateLimit: v.optional(v.picklist(['sliding', 'fixed', 'off']), 'sliding'),
  rateLimitRequests: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0)), 20),
  retryAfter: v.optional(v.picklist(['given', 'absent']), 'given'),
  undocumentedBodies: v.optional(v.picklist(['json', 'text', 'empty']), 'json'),
  policies: v.optional(v.picklist(['served', 'absent']), 'served'),
  listOrder: v.optional(v.picklist(['oldest first', 'newest first']), 'oldest first'),
  externalIdScope: v.optional(v.picklist(['user', 'customer']), 'user'),
});
export type CloudcraftSwitches = v.InferOutput<typeof CloudcraftSwitches>;
