import type { Connection } from './connection.ts';
import { Problem } from './problem.ts';
import type { Subject } from './subject.ts';

/**
 * Whether a vendor answers, and lets the credentials read one account and the list of all. That they may also write
 * shows only when something is written.
 */
export async function vendor({ region }: Subject, connection: Connection): Promise<string> {
  const port = await connection.vendor();
  try {
    await connection.known();
    for await (const _ of port.registrations()) break;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error.name !== 'VendorRejectedError')
      throw new Problem(`${inWords(error.message).replace(/\.$/, '')}${NEXT[error.name] ?? ''}`);
    const value = `--secret-string file://${connection.name}.json`;
    throw new Problem(
      inWords(error.message),
      `aws secretsmanager put-secret-value --region ${region} --secret-id ${connection.secret} ${value} # for other credentials`,
    );
  }
  return 'the credentials may read; writing was not tried';
}

/** What to do about a vendor that does not answer as it should. */
const NEXT: Record<string, string> = {
  VendorUnavailableError:
    '. Look at its status page and at the network from here. Enrollments try again for about 20 minutes; then enroll what failed with npx rollcall enroll --failed',
  VendorThrottledError: '. It asks for fewer calls: try again in a minute',
};

/** A message with the texts of the JSON in it, where it has such, instead of all of it. */
const inWords = (message: string): string =>
  message.replace(/\{".*\}/s, (json) => {
    const texts = [...json.matchAll(/"(?:message|error)":"((?:[^"\\]|\\.)*)"/g)].map(([, text]) => text);
    return texts.join('; ') || json;
  });
