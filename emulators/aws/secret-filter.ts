import type { Filter } from '@aws-sdk/client-secrets-manager';
import type { Secret } from './secret.ts';

/**
 * Whether a secret has one of a filter's values, or with `!` before a value has it not.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_search-secret.html
 */
export const fitsFilter = (secret: Secret, { Key = 'all', Values = [] }: Filter): boolean =>
  Values.some((value) =>
    value.startsWith('!') ? !has(secret, Key, value.slice(1)) : has(secret, Key, value),
  );

/** Names and tags begin with the value, in its case; descriptions have it in any case. */
function has({ name, description = '', tags }: Secret, key: string, value: string): boolean {
  const begins = (text: string) => text.startsWith(value);
  const fields: Record<string, boolean> = {
    name: begins(name),
    description: description.toLowerCase().includes(value.toLowerCase()),
    'tag-key': [...tags.keys()].some(begins),
    'tag-value': [...tags.values()].some(begins),
  };
  return key === 'all' ? Object.values(fields).includes(true) : (fields[key] ?? false);
}
