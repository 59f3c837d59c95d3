import { explain } from '../../lib/enrollment/outcome.ts';
import { printable } from './printable.ts';

/** Why a state failed. */
export interface Reason {
  /** In a few words: of a wait that is expected, of a vendor that cannot be reached, or the error's name. */
  short: string;
  /** The whole message of an error that a person should read; undefined of a wait that is expected. */
  full: string | undefined;
}

/** What the waits that are expected wait for. */
const EXPECTED: Record<string, string> = {
  AccountNotReadyError: 'account not ready yet',
  RoleNotAssumableYetError: 'role not ready yet',
};

/** The code of AWS's refusal, or the status of a vendor's. */
const CODE = /(?:Denied|Disabled)Exception|AccessDenied|RegionDisabledException|(?<=: )[45]\d\d\b/;

/** @param isVerbose says whether expected waits are to be explained in full, too */
export function reasonOf(
  { Error: name = '', Cause: cause }: { Error?: string; Cause?: unknown },
  { isVerbose }: { isVerbose: boolean },
): Reason {
  // The conclusion's error repeats the others, and is shown at the end.
  if (name === 'EnrollmentIncompleteError') return { short: 'incomplete, see below', full: undefined };
  const message = printable(explain({ Error: name, Cause: String(cause) }).cause).replace(/ Next: .*/s, '');
  const full = `${name}: ${message}`;
  const unlessExpected = isVerbose ? full : undefined;
  if (name === 'VendorThrottledError') return { short: answered(message), full: unlessExpected };
  if (name === 'VendorUnavailableError') return { short: answered(message), full };
  const expected = EXPECTED[name];
  if (expected === undefined) return { short: name, full };
  const [code] = CODE.exec(message) ?? [];
  return { short: code === undefined ? expected : `${expected} (${code})`, full: unlessExpected };
}

/** "Cloudcraft answered 503", of a message of lib/http/send.ts. */
function answered(message: string): string {
  const [, vendor = 'the vendor', status] = /\(([^()]+)\): (?:([1-5]\d\d)\b)?/.exec(message) ?? [];
  return status === undefined ? `${vendor} did not answer` : `${vendor} answered ${status}`;
}
