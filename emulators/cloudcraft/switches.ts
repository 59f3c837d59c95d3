import * as z from 'zod';

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
export const CloudcraftSwitches = z.strictObject({
  refusedRoleStatus: z.literal([400, 403]).default(400),
  openRoles: z.enum(['refused', 'accepted']).default('refused'),
  duplicates: z.enum(['accepted', 'refused']).default('accepted'),
  deleteStatus: z.literal([200, 204]).default(200),
  listedAfterDeletion: z.number().nonnegative().default(0),
  roleOnUpdate: z.enum(['trusted', 'assumed']).default('trusted'),
  regionOnUpdate: z.enum(['ignored', 'refused']).default('ignored'),
  rateLimit: z.enum(['sliding', 'fixed', 'off']).default('sliding'),
  rateLimitRequests: z.number().int().nonnegative().default(20),
  retryAfter: z.enum(['given', 'absent']).default('given'),
  undocumentedBodies: z.enum(['json', 'text', 'empty']).default('json'),
  policies: z.enum(['served', 'absent']).default('served'),
  listOrder: z.enum(['oldest first', 'newest first']).default('oldest first'),
  externalIdScope: z.enum(['user', 'customer']).default('user'),
});
export type CloudcraftSwitches = z.infer<typeof CloudcraftSwitches>;
