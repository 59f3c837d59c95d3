import * as z from 'zod/mini';

/** A vendor's credentials: read from a cache of minutes, or read again when the vendor refused those at hand. */
export interface CredentialSource<C> {
  current(): Promise<C>;
  renewed(): Promise<C>;
}

/** A key or a client's secret, as it goes into a header or a form; white space around it came by copying. */
export const Credential = z
  .string()
  .check(z.trim(), z.regex(/^[!-~]{20,}$/, 'expected at least 20 visible ASCII characters'));

/** The form of a vendor's secret: these fields and no other. Settings stood there until 0.2, so the refusal says where they belong. */
export const credentials = <S extends z.core.$ZodShape>(shape: S) =>
  z.strictObject(shape, {
    error: ({ code, keys }) =>
      code === 'unrecognized_keys'
        ? `has ${String(keys)}, and may have ${Object.keys(shape).join(', ')} only; settings belong into the deployment parameter that has the vendor's name`
        : undefined,
  });
