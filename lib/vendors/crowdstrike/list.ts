import * as v from 'valibot';
import { VendorRejectedError, VendorResponseError, VendorUnavailableError } from '../../errors.ts';
import { type HttpAnswer, parseAnswer } from '../../http/answer.ts';
import { NoList } from '../../no-list.ts';
import { accepted, account, type CrowdstrikeApi, isDeleted } from './api.ts';
import type { ApiFamily, CrowdstrikeAccount } from './family.ts';
import { errorCodes, errorsIn, passing, withErrors } from './look.ts';

/** Source: gofalcon, MsaMetaInfo: how many there are in all stands in every page. */
const Page = v.looseObject({
  meta: v.pipe(
    NoList,
    v.looseObject({ pagination: v.nullish(v.looseObject({ total: v.pipe(v.number(), v.finite()) })) }),
  ),
  resources: v.nullish(
    v.array(
      v.union([v.string(), v.looseObject({ account_id: v.string(), DeletedAt: v.optional(v.unknown()) })]),
    ),
  ),
});

/** As many ids fit into one address. */
const IDS_AT_ONCE = 100;

/**
 * Every account that CrowdStrike has by the family.
 *
 * @throws {VendorUnavailableError} {VendorThrottledError} the list changed while it was read, or passes by itself
 * @throws {VendorRejectedError} {VendorResponseError} the list, or a part of it, is refused or cannot be read
 */
export async function* list(api: CrowdstrikeApi, family: ApiFamily): AsyncGenerator<CrowdstrikeAccount> {
  const seen = new Set<string>();
  let announced: number | undefined;
  for (let offset = 0; ; ) {
    const answer = whole(await api.page(offset));
    const { meta, resources } = parseAnswer(Page, answer);
    const [total, found] = [meta.pagination?.total, resources ?? []];
    for (const item of found) {
      const id = typeof item === 'string' ? item : item.account_id;
      if (seen.has(id)) throw changed(answer);
      seen.add(id);
    }
    offset += found.length;
    if (announced !== undefined && announced !== total) throw changed(answer);
    announced = total;
    const ids = found.filter((item) => typeof item === 'string');
    yield* await byIds(api, family, ids);
    for (const item of found)
      if (typeof item === 'object' && !isDeleted(item.DeletedAt)) yield account(family, item, answer);
    if (offset >= (total ?? Number.POSITIVE_INFINITY)) return;
    if (total === undefined ? found.length < family.pageSize : found.length === 0) {
      if (total === undefined) return;
      throw changed(answer);
    }
  }
}

async function byIds(api: CrowdstrikeApi, family: ApiFamily, ids: string[]): Promise<CrowdstrikeAccount[]> {
  const found: CrowdstrikeAccount[] = [];
  for (let start = 0; start < ids.length; start += IDS_AT_ONCE) {
    const asked = ids.slice(start, start + IDS_AT_ONCE);
    const answer = whole(await api.some(asked));
    const shown = (parseAnswer(Page, answer).resources ?? []).flatMap((item) =>
      typeof item === 'object' && !isDeleted(item.DeletedAt) ? account(family, item, answer) : [],
    );
    if (asked.some((id) => !shown.some(({ accountId }) => accountId === id))) throw changed(answer);
    found.push(...shown);
  }
  return found;
}

/** The answer, if it is a success without an error beside it: with one, it has less than there is. */
function whole(answer: HttpAnswer): HttpAnswer {
  accepted(answer);
  const report = { tried: answer.tried, answered: withErrors(answer) };
  const codes = errorCodes(answer);
  if (errorsIn(answer).length === 0) {
    if (answer.status === 207) throw new VendorResponseError(report);
    return answer;
  }
  if (codes.length > 0 && codes.every((code) => code === 404)) throw changed(answer);
  throw passing(report, codes) ?? new VendorRejectedError(report);
}

const changed = ({ tried, summary }: HttpAnswer) =>
  new VendorUnavailableError({ tried, answered: `${summary}; the list changed while it was read` });
