import * as v from 'valibot';
import { NoList } from '../no-list.ts';

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

/**
 * The form of a vendor's secret: these fields and no other. Settings stood there until 0.2, so the refusal says where they
 * belong. It names no other field: whoever mixes up key and value has the secret there.
 */
export const credentials = <Entries extends v.ObjectEntries>(entries: Entries) =>
  v.pipe(
    NoList,
    v.looseObject(entries),
    v.rawCheck(({ dataset: { value }, addIssue }) => {
      const names = Object.keys(entries);
      const fields = typeof value === 'object' ? Object.keys(value ?? {}) : [];
      if (fields.some((name) => !names.includes(name)))
        addIssue({
          message: `has a field besides ${names.join(', ')}, the only ${names.length === 1 ? 'one' : 'ones'} that it may have; settings belong into the deployment parameter that has the vendor's name`,
        });
    }),
  );
