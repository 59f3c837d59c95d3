import { GetObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { CoverageReport } from '../../lib/coverage/report.ts';
import { parse, parseJson } from '../../lib/parse.ts';
import { reportKey, rollCallId } from '../../lib/roll-call/names.ts';
import { iso } from '../print/ago.ts';
import type { Target } from './target.ts';

/**
 * A report of the bucket; the latest when no key is given. Throws NoSuchKey where there is none.
 * @throws Error for one of another form
 */
export const storedReport = async (target: Target, key = 'coverage/latest.json'): Promise<CoverageReport> =>
  parse(CoverageReport, parseJson(await stored(target, key)), {
    whole: key,
    refuse: (faults) =>
      new Error(
        `the report ${key} has a form that this version does not know (${faults.split('; ', 1)}): use the checkout of the deployed version`,
      ),
  });

/** A text of the bucket. Throws NoSuchKey where there is none. */
export async function stored({ s3, reports, options }: Target, Key: string): Promise<string> {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: reports, Key }));
    return (await Body?.transformToString()) ?? '';
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'NoSuchKey' || !Key.startsWith('coverage/latest'))
      throw error;
    const none = `no roll call of the whole organization has ended yet: start one with npx rollcall roll-call --dry-run ${options}`;
    throw Object.assign(new Error(none.trim()), { name: error.name });
  }
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
