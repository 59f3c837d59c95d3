import type { Connection } from './connection.ts';
import { Problem } from './problem.ts';
import type { Subject } from './subject.ts';

/**
 * Whether a vendor answers, and lets the credentials read one account and the list of all. That they may also write
 * shows only when something is written.
 */
export async function vendor({ target, region }: Subject, connection: Connection): Promise<string> {
  const port = await connection.vendor();
  try {
    await connection.known();
    for await (const _ of port.registrations()) break;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error.name === 'VendorUnavailableError')
      throw new Problem(
        `${inWords(error.message)} ${DOWN}`,
        `npx rollcall enroll --failed ${target.options}`,
      );
    if (error.name !== 'VendorRejectedError') throw new Problem(inWords(error.message));
    const value = `--secret-string file://${connection.name}.json`;
    throw new Problem(
      inWords(error.message),
      `aws secretsmanager put-secret-value --region ${region} --secret-id ${connection.secret} ${value} # for other credentials`,
    );
  }
  return 'the credentials may read; writing was not tried';
}

/** What to do about a vendor that is out of order. */
const DOWN =
  'Look at its status page and at the network from here. Enrollments try again for about 20 minutes; what failed after that is enrolled by:';

/** A message with the texts of the JSON in it, where it has such, instead of all of it. */
const inWords = (message: string): string =>
  message.replace(/\{".*\}/s, (json) => {
    const texts = [...json.matchAll(/"(?:message|error)":"((?:[^"\\]|\\.)*)"/g)].map(([, text]) => text);
    return texts.join('; ') || json;
  });
