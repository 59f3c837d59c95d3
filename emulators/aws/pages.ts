import { AwsError } from './aws-error.ts';

interface PageRequest {
  Marker?: string | undefined;
  MaxItems?: number | undefined;
}

/**
 * One page of an IAM list: `IsTruncated` with a `Marker` while more is to come. MaxItems is 1 to 1,000, by default 100.
 *
 * @throws AwsError ValidationError
 */
export function iamPage<T>(items: T[], { Marker = '', MaxItems = 100 }: PageRequest) {
  if (MaxItems < 1 || MaxItems > 1000) throw new AwsError('ValidationError', `Invalid MaxItems: ${MaxItems}`);
  const { page, next } = slice(items, Marker, MaxItems);
  return { page, rest: next === undefined ? { IsTruncated: false } : { IsTruncated: true, Marker: next } };
}

/** Cuts a page out of a list. A token is opaque to callers: the place in the list, in base 64. */
export function slice<T>(items: T[], token: string, size: number): { page: T[]; next: string | undefined } {
  const start = Number(Buffer.from(token, 'base64').toString());
  const end = start + size;
  const next = end < items.length ? Buffer.from(String(end)).toString('base64') : undefined;
  return { page: items.slice(start, end), next };
}
