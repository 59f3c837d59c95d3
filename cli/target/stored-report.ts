import { GetObjectCommand } from '@aws-sdk/client-s3';
import { CoverageReport } from '../../lib/coverage/report.ts';
import type { Target } from './target.ts';

/** A report of the bucket; the latest when no key is given. Throws NoSuchKey where there is none. */
export const storedReport = async (target: Target, key = 'coverage/latest.json'): Promise<CoverageReport> =>
  CoverageReport.parse(JSON.parse(await stored(target, key)));

/** A text of the bucket. Throws NoSuchKey where there is none. */
export async function stored({ s3, reports }: Target, Key: string): Promise<string> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: reports, Key }));
  return (await Body?.transformToString()) ?? '';
}
