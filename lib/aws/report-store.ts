import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { deadline } from '../deadline.ts';
import { attempt } from './failure.ts';

/** The bucket of the reports. Every method throws {AccessDeniedError} {AwsUnavailableError} {AwsRejectedError}. */
export interface ReportStore {
  /** An object's text; undefined when it does not exist. */
  get(key: string): Promise<string | undefined>;
  /** Writes an object, or a new version of it. @param content as text of that media type, in UTF-8 */
  put(key: string, content: { text: string; type: string }): Promise<void>;
  /** The URL of an object, for people: `s3://<bucket>/<key>`. */
  urlOf(key: string): string;
}

/** The store in a bucket. Without permission to list the bucket, S3 would refuse to say that an object does not exist. */
export function reportStore(client: S3Client, Bucket: string): ReportStore {
  const urlOf = (Key: string) => `s3://${Bucket}/${Key}`;
  const about = (verb: string, key: string) => ({
    tried: `${verb} ${urlOf(key)}`,
    next: "look at the bucket's policy, and compare the permissions of the function's role with infrastructure/",
  });
  return {
    urlOf,
    get: (Key) =>
      attempt(about('read', Key), async () => {
        try {
          const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }), {
            abortSignal: deadline(),
          });
          return await Body?.transformToString();
        } catch (error) {
          if (error instanceof Error && error.name === 'NoSuchKey') return undefined;
          throw error;
        }
      }),
    put: (Key, { text, type }) =>
      attempt(about('write', Key), async () => {
        const command = new PutObjectCommand({ Bucket, Key, Body: text, ContentType: type });
        await client.send(command, { abortSignal: deadline() });
      }),
  };
}
