import * as v from 'valibot';
import { faultOf } from '../parse.ts';

/** A vendor's credentials: read from a cache of minutes, or read again when the vendor refused those at hand. */
export interface CredentialSource<C> {
  current(): Promise<C>;
  renewed(): Promise<C>;
}

/** A key or a client's secret, as it goes into a header or a form; white space around it came by copying. */
export const Credential = v.pipe(
  v.string(),
  v.trim(),
  v.regex(/^[!-~]{20,}$/, 'expected at least 20 visible ASCII characters'),
);

/** The form of a vendor's secret: these fields and no other. Settings stood there until 0.2, so the refusal says where they belong. */
export const credentials = <Entries extends v.ObjectEntries>(entries: Entries) =>
  v.strictObject(entries, (issue) =>
    issue.expected === 'never'
      ? `is not a field of the secret, which may have ${Object.keys(entries).join(', ')} only; settings belong into the deployment parameter that has the vendor's name`
      : faultOf(issue),
  );
