import { GetObjectCommand } from '@aws-sdk/client-s3';
import { CoverageReport } from '../../lib/coverage/report.ts';
import type { Target } from './target.ts';

/** A report of the bucket; the latest when no key is given. Throws NoSuchKey where there is none. */
export async function storedReport(
  { s3, reports }: Target,
  Key = 'coverage/latest.json',
): Promise<CoverageReport> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: reports, Key }));
  return CoverageReport.parse(JSON.parse((await Body?.transformToString()) ?? ''));
}
