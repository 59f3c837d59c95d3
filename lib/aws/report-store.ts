import type { Bucket, Content } from './bucket.ts';
import { attempt } from './failure.ts';

/** The bucket of the reports. Every method throws {AccessDeniedError} {AwsUnavailableError} {AwsRejectedError}. */
export interface ReportStore {
  /** An object's text; undefined when it does not exist. */
  get(key: string): Promise<string | undefined>;
  /** Writes an object, or a new version of it. */
  put(key: string, content: Content): Promise<void>;
  /** The URL of an object, for people: `s3://<bucket>/<key>`. */
  urlOf(key: string): string;
}

/** The store in the bucket of that name. */
export function reportStore(bucket: Bucket, name: string): ReportStore {
  const urlOf = (key: string) => `s3://${name}/${key}`;
  const about = (verb: string, key: string) => ({
    tried: `${verb} ${urlOf(key)}`,
    next: "look at the bucket's policy, and compare the permissions of the function's role with infrastructure/",
  });
  return {
    urlOf,
    get: (key) => attempt(about('read', key), () => bucket.getObject(key)),
    put: (key, content) => attempt(about('write', key), () => bucket.putObject(key, content)),
  };
}
