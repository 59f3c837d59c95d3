import * as v from 'valibot';
import type { VendorRequest } from '../network/vendor-server.ts';
import { FalconRefusal } from './envelope.ts';

const Selection = v.object({
  ids: v.array(v.pipe(v.string(), v.regex(/^\d{12}$/))),
  'organization-ids': v.array(v.pipe(v.string(), v.regex(/^o-[0-9a-z]{10,32}$/))),
  'scan-type': v.optional(v.picklist(['full', 'dry'])),
  migrated: v.optional(v.picklist(['true', 'false'])),
  status: v.optional(v.picklist(['provisioned', 'operational'])),
  limit: v.optional(v.pipe(v.string(), v.toNumber(), v.safeInteger(), v.minValue(1), v.maxValue(500)), '100'),
  offset: v.optional(v.pipe(v.string(), v.toNumber(), v.safeInteger(), v.minValue(0)), '0'),
});
export type Selection = v.InferOutput<typeof Selection>;

/**
 * Which registrations a query speaks of; `ids` and `organization-ids` are given once for each. Limits: psfalcon.
 *
 * @param statusName what the query calls the status
 * @throws FalconRefusal 400 for a value that cannot be
 */
export const readSelection = ({ query }: VendorRequest, statusName = 'status'): Selection => {
  const { success, output, issues } = v.safeParse(Selection, {
    ids: query.getAll('ids'),
    'organization-ids': query.getAll('organization-ids'),
    status: query.get(statusName) ?? undefined,
    'scan-type': query.get('scan-type') ?? undefined,
    migrated: query.get('migrated') ?? undefined,
    limit: query.get('limit') ?? undefined,
    offset: query.get('offset') ?? undefined,
  });
  if (success) return output;
  throw new FalconRefusal(400, `invalid parameter: ${String(issues[0].path?.[0]?.key)}`);
};
