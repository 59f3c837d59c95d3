const MASK = '[secret]';

/**
 * A function that masks every secret in whatever strings a value holds, keys included: raw, URL-encoded, or with the
 * slashes that JSON may escape. Applied to all that a vendor sends, before anything else sees it.
 */
export function scrubber(secrets: string[]) {
  const forms = secrets
    .filter((secret) => secret !== '')
    .sort((one, other) => other.length - one.length) // or one that begins another would leave its end
    .flatMap((secret) => [secret, encodeURIComponent(secret), secret.replaceAll('/', '\\/')]);
  const scrubText = (text: string) => forms.reduce((masked, form) => masked.replaceAll(form, MASK), text);
  const scrub = (value: unknown): unknown => {
    if (typeof value === 'string') return scrubText(value);
    if (Array.isArray(value)) return value.map(scrub);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [scrubText(key), scrub(inner)]));
  };
  return { text: scrubText, value: scrub };
}
