const MASK = '[secret]';

/** One character of a secret in every form in which it may be written. */
type Character = string[];

/**
 * Functions that mask every secret in whatever strings a value holds, keys included: as it is, in another case, and with
 * any of its characters escaped as in URLs, JSON and HTML; which characters are escaped differs from writer to writer.
 * Applied to all that a vendor sends, before anything else sees it.
 * No pattern is made of a secret: an engine that finds one too long would quote it.
 */
export function scrubber(secrets: string[]) {
  const known = [...new Set(secrets)].sort(longestFirst).map(charactersOf);
  const scrubText = (text: string) => known.reduce(maskAll, text);
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

const charactersOf = (secret: string): Character[] =>
  [...lowerCase(secret)].map((character) =>
    /\w/.test(character) ? [character] : [character, ...escapesOf(character)],
  );

/** Letters and digits are never escaped. What JSON and HTML write may be escaped by them once more. */
function escapesOf(character: string): string[] {
  const code = character.charCodeAt(0);
  const hex = code.toString(16).padStart(2, '0');
  const inJson = [`\\${character}`, `\\u00${hex}`];
  const inHtml = [`&#${code};`, `&#0${code};`, `&#x${hex};`, ...(ENTITIES[character] ?? [])];
  return [
    ...[`%${hex}`, `%25${hex}`],
    ...inJson.flatMap((form) => [form, form.replaceAll('\\', '\\\\')]),
    ...inHtml.flatMap((form) => [form, form.replace('&', '&amp;')]),
  ];
}

const ENTITIES: Record<string, string[]> = {
  ...{ '&': ['&amp;'], '<': ['&lt;'], '>': ['&gt;'], '"': ['&quot;'], "'": ['&apos;'] },
  ...{ '+': ['&plus;'], '/': ['&sol;'], '=': ['&equals;'] },
};

function maskAll(text: string, secret: Character[]): string {
  if (text.length < secret.length) return text; // most of an answer's strings are, and this is fast
  const lower = lowerCase(text);
  // An empty secret begins nowhere.
  const starts = new Set(secret[0]?.map((form) => form[0]));
  let masked = '';
  let from = 0;
  for (let at = 0; at < lower.length; at++) {
    const end = starts.has(lower[at]) ? endOf(secret, lower, at) : undefined;
    if (end === undefined) continue;
    masked += text.slice(from, at) + MASK;
    from = end;
    at = end - 1;
  }
  return masked + text.slice(from);
}

/** Where a secret that begins there ends; an escape can begin like the character itself, so several places are followed. */
function endOf(secret: Character[], text: string, start: number): number | undefined {
  let ends = [start];
  for (const character of secret) {
    const next: number[] = [];
    for (const end of ends)
      for (const form of character)
        if (text.startsWith(form, end) && !next.includes(end + form.length)) next.push(end + form.length);
    if (next.length === 0) return undefined;
    ends = next;
  }
  return Math.max(...ends);
}

/** Of ASCII only, so that no character changes its length. */
const lowerCase = (text: string) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
