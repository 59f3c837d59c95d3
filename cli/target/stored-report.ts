import { GetObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import * as v from 'valibot';
import { CoverageReport } from '../../lib/coverage/report.ts';
import { reportKey, rollCallId } from '../../lib/roll-call/names.ts';
import { iso } from '../print/ago.ts';
import type { Target } from './target.ts';

/** A report of the bucket; the latest when no key is given. Throws NoSuchKey where there is none. */
export const storedReport = async (target: Target, key = 'coverage/latest.json'): Promise<CoverageReport> =>
  v.parse(CoverageReport, JSON.parse(await stored(target, key)));

/** A text of the bucket. Throws NoSuchKey where there is none. */
export async function stored({ s3, reports }: Target, Key: string): Promise<string> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: reports, Key }));
  return (await Body?.transformToString()) ?? '';
}

/**
 * The key, without its ending, of the last report of a roll call that had started by then, also of a part.
 * @throws Error where there is none
 */
export async function reportUntil({ s3, reports: Bucket }: Target, at: Date): Promise<string> {
  const last = reportKey(rollCallId(at.toISOString()));
  const keys: string[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2(
    { client: s3 },
    { Bucket, Prefix: 'coverage/' },
  ))
    keys.push(...Contents.flatMap(({ Key }) => /^(coverage\/\d{8}T\d{6})\.json$/.exec(Key ?? '')?.[1] ?? []));
  const found = keys.filter((key) => key <= last).at(-1);
  if (found !== undefined) return found;
  throw new Error(`no report was made until ${iso(at)}: leave out --at for the latest`);
}
