import * as z from 'zod';
import type { VendorRequest } from '../network/vendor-server.ts';
import { FalconRefusal } from './envelope.ts';

const Selection = z.object({
  ids: z.array(z.string().regex(/^\d{12}$/)),
  'organization-ids': z.array(z.string().regex(/^o-[0-9a-z]{10,32}$/)),
  'scan-type': z.enum(['full', 'dry']).optional(),
  migrated: z.enum(['true', 'false']).optional(),
  status: z.enum(['provisioned', 'operational']).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  offset: z.coerce.number().int().min(0).default(0),
});
export type Selection = z.infer<typeof Selection>;

/**
 * Which registrations a query speaks of; `ids` and `organization-ids` are given once for each. Limits: psfalcon.
 *
 * @param statusName what the query calls the status
 * @throws FalconRefusal 400 for a value that cannot be
 */
export const readSelection = ({ query }: VendorRequest, statusName = 'status'): Selection => {
  const { data, error } = Selection.safeParse({
    ids: query.getAll('ids'),
    'organization-ids': query.getAll('organization-ids'),
    status: query.get(statusName) ?? undefined,
    'scan-type': query.get('scan-type') ?? undefined,
    migrated: query.get('migrated') ?? undefined,
    limit: query.get('limit') ?? undefined,
    offset: query.get('offset') ?? undefined,
  });
  if (data !== undefined) return data;
  throw new FalconRefusal(400, `invalid parameter: ${String(error.issues[0]?.path[0])}`);
};
