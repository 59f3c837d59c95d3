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

/** What a token is refused with that was not given out here; each service has a code of its own. */
const INVALID_TOKEN = 'InvalidPageToken';

/** The code under which a service refuses. */
export const codeOf = ({ code }: AwsError, prefix: string): string =>
  code === INVALID_TOKEN ? (invalidToken[prefix] ?? 'ValidationError') : code;

/** Sources: ListAccounts, ListSecrets, ListExecutions, GetResources and ListObjectsV2 in the API references. */
const invalidToken: Record<string, string> = {
  organizations: 'InvalidInputException',
  secretsmanager: 'InvalidNextTokenException',
  states: 'InvalidToken',
  tag: 'InvalidParameterException',
  s3: 'InvalidArgument',
};

/**
 * Cuts a page out of a list. A token is opaque to callers: the place in the list, in base 64.
 *
 * @throws AwsError for a token that is not one
 */
export function slice<T>(items: T[], token: string, size: number): { page: T[]; next: string | undefined } {
  const place = Buffer.from(token, 'base64').toString();
  if (token !== '' && !/^\d+$/.test(place)) throw new AwsError(INVALID_TOKEN, 'The token is not valid.');
  const start = Number(place);
  const end = start + size;
  const next = end < items.length ? Buffer.from(String(end)).toString('base64') : undefined;
  return { page: items.slice(start, end), next };
}
