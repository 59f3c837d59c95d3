import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as v from 'valibot';
import { deadline } from '../deadline.ts';
import { InvalidConfigurationError } from '../errors.ts';
import { parse, parseJson } from '../parse.ts';
import type { CredentialSource } from '../vendors/credentials.ts';
import { attempt } from './failure.ts';

/** How long a secret is kept, in milliseconds; one that a vendor refuses is read again before that. */
const KEEP = 300_000;

/** Reads a secret of one form. */
export interface SecretReader {
  /** @throws {InvalidConfigurationError} {AccessDeniedError} {AwsUnavailableError} {AwsRejectedError} on use */
  credentials<C>(vendor: string, schema: v.GenericSchema<unknown, C>): CredentialSource<C>;
}

/**
 * The vendors' secrets, `<prefix>/<vendor>`, each a JSON object of that vendor's form. One fetch of a secret is in
 * flight at a time. What a secret holds appears in no error: they name its fields only.
 */
export function secretReader(client: SecretsManagerClient, prefix: string): SecretReader {
  const kept = new Map<string, { text: Promise<string>; until: number }>();
  /** What is kept until then at least; what is being fetched is kept for ever. */
  const textUntil = (name: string, until: number): Promise<string> => {
    const known = kept.get(name);
    if (known !== undefined && known.until >= until) return known.text;
    const fetched = { text: fetchSecret(client, name), until: Number.POSITIVE_INFINITY };
    kept.set(name, fetched);
    const keep = () => {
      fetched.until = Date.now() + KEEP;
    };
    fetched.text.then(keep, () => kept.delete(name));
    return fetched.text;
  };
  return {
    credentials(vendor, schema) {
      const name = `${prefix}/${vendor}`;
      const renewed = async () => read(name, schema, await textUntil(name, Number.POSITIVE_INFINITY));
      // What is kept may have been fixed since.
      const current = async () => {
        const kept = v.safeParse(schema, parseJson(await textUntil(name, Date.now())));
        return kept.success ? kept.output : renewed();
      };
      return { current, renewed };
    },
  };
}

async function fetchSecret(client: SecretsManagerClient, SecretId: string): Promise<string> {
  const next = `create the secret ${SecretId} as docs/settings.md describes, or let the function's role read it`;
  const command = new GetSecretValueCommand({ SecretId });
  const { SecretString = '' } = await attempt({ tried: `read the secret ${SecretId}`, next }, () =>
    client.send(command, { abortSignal: deadline() }),
  );
  return SecretString;
}

function read<C>(name: string, schema: v.GenericSchema<unknown, C>, text: string): C {
  const refuse = (answered: string) =>
    new InvalidConfigurationError({
      tried: `read the secret ${name}`,
      answered,
      next: 'put a new value of the form that docs/settings.md describes',
    });
  const value = parseJson(text);
  if (value !== undefined) return parse(schema, value, { whole: 'its value', refuse });
  throw refuse(
    text.startsWith('\ufeff')
      ? 'it begins with a byte-order mark; save the file as UTF-8 without it'
      : 'it is not valid JSON',
  );
}
