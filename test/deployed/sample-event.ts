import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { MANAGEMENT_ACCOUNT } from './moto.ts';

const BusEvent = z.object({ source: z.string(), 'detail-type': z.string(), detail: z.looseObject({}) });

/** An event of `events/`, by its file's name, as if it came from this organization and spoke of this account. */
export function sampleEvent(name: string, accountId: string): z.infer<typeof BusEvent> {
  const text = readFileSync(new URL(`../../events/${name}.json`, import.meta.url), 'utf8');
  const moved = text.replaceAll('111122223333', MANAGEMENT_ACCOUNT).replaceAll('444455556666', accountId);
  return BusEvent.parse(JSON.parse(moved));
}
