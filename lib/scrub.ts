const MASK = '[secret]';

/**
 * Functions that mask every secret in whatever strings a value holds, keys included: as it is, in another case, or with
 * its signs escaped as URLs, JSON and HTML do it. Applied to all that a vendor sends, before anything else sees it.
 * No pattern is made of a secret: an engine that finds one too long would quote it.
 */
export function scrubber(secrets: string[]) {
  const forms = [...new Set(secrets.filter((secret) => secret !== '').flatMap(writings))].sort(longestFirst);
  const scrubText = (text: string) => forms.reduce(maskAll, text);
  const scrub = (value: unknown): unknown => {
    if (typeof value === 'string') return scrubText(value);
    if (Array.isArray(value)) return value.map(scrub);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [scrubText(key), scrub(inner)]));
  };
  return { text: scrubText, value: scrub };
}

/** Or a secret that begins another would leave that one's end. */
const longestFirst = (one: string, other: string) => other.length - one.length;

/** How a secret may be written. Letters, digits, `-` and `_` are never escaped; the other signs all alike. */
const writings = (secret: string): string[] =>
  ESCAPES.map((escaped) => lowerCase(secret.replace(/[^\w-]/g, escaped)));

const hex = (sign: string, width: number) => sign.charCodeAt(0).toString(16).padStart(width, '0');

const ESCAPES: ((sign: string) => string)[] = [
  (sign) => sign,
  (sign) => encodeURIComponent(sign),
  (sign) => `%${hex(sign, 2)}`,
  (sign) => `%25${hex(sign, 2)}`,
  (sign) => (sign === '/' ? '\\/' : sign),
  (sign) => JSON.stringify(sign).slice(1, -1),
  (sign) => `\\u${hex(sign, 4)}`,
  (sign) => `&#${sign.charCodeAt(0)};`,
  (sign) => `&#x${hex(sign, 2)};`,
];

/** @param form in lower case */
function maskAll(text: string, form: string): string {
  const lower = lowerCase(text);
  let masked = '';
  let from = 0;
  for (let at = lower.indexOf(form); at !== -1; at = lower.indexOf(form, from)) {
    masked += text.slice(from, at) + MASK;
    from = at + form.length;
  }
  return masked + text.slice(from);
}

/** Of ASCII only, so that no sign changes its length. */
const lowerCase = (text: string) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
