import { explain } from './outcome.ts';

/** Where a vendor's part of an enrollment failed. */
export interface VendorFailure {
  state: string;
  error: string;
  cause: string;
}

/** How `requireComplete` writes one vendor's failure into the error of the execution. */
export const describeFailure = (vendor: string, { state, error, cause }: VendorFailure) =>
  `${vendor} failed at ${state} with ${error}: ${cause}`;

const DESCRIBED = /(?:: | \| )([a-z][a-z0-9-]*) failed at (\w+) with ([\w.]+): /g;

/** Reads those failures back, by vendor, out of the cause of an execution that failed at ConcludeEnrollment. */
export function failedVendors(cause: string): Map<string, VendorFailure> {
  const { cause: message } = explain({ Error: '', Cause: cause });
  const found = [...message.matchAll(DESCRIBED)];
  return new Map(
    found.map((match, at) => {
      const [whole, vendor = '', state = '', error = ''] = match;
      const text = message.slice(match.index + whole.length, found[at + 1]?.index);
      return [vendor, { state, error, cause: text }];
    }),
  );
}
