import { SecretsProvider } from '@aws-lambda-powertools/parameters/secrets';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type * as z from 'zod';
import { deadline } from '../deadline.ts';
import { InvalidConfigurationError } from '../errors.ts';
import type { ConnectionSource } from '../vendors/vendor.ts';
import { awsError } from './failure.ts';

/** How long a secret is kept, in seconds; one that a vendor refuses is read afresh before that. */
const KEEP = 300;

/** Reads a secret of one form. */
export interface SecretReader {
  /** @throws {InvalidConfigurationError} {AccessDeniedError} {AwsUnavailableError} on use */
  connection<C>(vendor: string, schema: z.ZodType<C>): ConnectionSource<C>;
}

/**
 * The vendors' secrets, `<prefix>/<vendor>`, each a JSON object of that vendor's form.
 * What a secret holds appears in no error: they name its fields only.
 */
export function secretReader(client: SecretsManagerClient, prefix: string): SecretReader {
  endInTime(client);
  const provider = new SecretsProvider({ awsSdkV3Client: client });
  const read = async <C>(name: string, schema: z.ZodType<C>, forceFetch: boolean): Promise<C> => {
    const text = await provider.get(name, { maxAge: KEEP, forceFetch }).catch((error) => {
      throw unreadable(name, error);
    });
    const parsed = schema.safeParse(json(text));
    if (parsed.success) return parsed.data;
    // What is kept may have been mended since.
    return forceFetch ? refuse(name, parsed.error) : read(name, schema, true);
  };
  return {
    connection: (vendor, schema) => ({
      current: () => read(`${prefix}/${vendor}`, schema, false),
      renewed: () => read(`${prefix}/${vendor}`, schema, true),
    }),
  };
}

/** Powertools hands no signal to the client. */
function endInTime({ config: { requestHandler } }: SecretsManagerClient): void {
  const handle = requestHandler.handle.bind(requestHandler);
  requestHandler.handle = (request, options) => handle(request, { ...options, abortSignal: deadline() });
}

/** Powertools throws an error of its own, whose cause is what the SDK threw. */
function unreadable(name: string, error: Error): Error {
  const next = `create the secret ${name} as README.md says, or let the function's role read it, and start the enrollment again`;
  return awsError(error.cause ?? error, { tried: `read the secret ${name}`, next });
}

function refuse(name: string, { issues }: z.ZodError): never {
  throw new InvalidConfigurationError({
    tried: `read the secret ${name}`,
    said: issues.map(({ path, message }) => `${path.join('.') || 'the secret'}: ${message}`).join('; '),
    next: 'put a new value of the form that README.md gives, and start the enrollment again',
  });
}

/** The parser's own message would quote the secret. */
function json(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}
