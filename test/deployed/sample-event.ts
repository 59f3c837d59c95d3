import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { MANAGEMENT_ACCOUNT } from './moto.ts';

const BusEvent = v.object({ source: v.string(), 'detail-type': v.string(), detail: v.looseObject({}) });

/** An event of `events/`, by its file's name, as if it came from this organization and spoke of this account. */
export function sampleEvent(name: string, accountId: string): v.InferOutput<typeof BusEvent> {
  const text = readFileSync(new URL(`../../events/${name}.json`, import.meta.url), 'utf8');
  const moved = text.replaceAll('111122223333', MANAGEMENT_ACCOUNT).replaceAll('444455556666', accountId);
  return v.parse(BusEvent, JSON.parse(moved));
}
