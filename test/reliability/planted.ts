import fc from 'fast-check';

const PLACE = 'planted-here';

/** Ways to write one character, besides as it is: as JSON, URLs and HTML escape it, each with its variants. */
const escapes: ((code: number, character: string) => string)[] = [
  (code) => `\\u${code.toString(16).padStart(4, '0')}`,
  (code) => `\\u${code.toString(16).padStart(4, '0').toUpperCase()}`,
  (code) => `%${code.toString(16).padStart(2, '0')}`,
  (code) => `%${code.toString(16).padStart(2, '0').toUpperCase()}`,
  (code) => `%25${code.toString(16).padStart(2, '0').toUpperCase()}`,
  (code) => `&#${code};`,
  (code) => `&#x${code.toString(16)};`,
  (_, character) => (character === '/' ? '\\/' : character),
];

/** A way to write a secret: as it is, or with its characters escaped, each in one way; nothing escapes letters, digits and _. */
const writing: fc.Arbitrary<(secret: string) => string> = fc
  .array(
    fc.constantFrom((_code: number, character: string) => character, ...escapes),
    { minLength: 1, maxLength: 8 },
  )
  .map((ways) => (secret) => {
    let count = 0;
    return secret.replace(
      /\W/g,
      (character) => ways[count++ % ways.length]?.(character.charCodeAt(0), character) ?? character,
    );
  });

/** Bodies as the vendors answer them, of all endpoints that enrolling uses. */
const bodies: object[] = [
  { accountId: '968898580625', externalId: 'f1e2d3c4-b5a6-4978-8766-554433221100' },
  {
    accounts: [
      { id: 'a1', name: 'Sandbox', roleArn: 'arn:aws:iam::444455556666:role/any', createdAt: '2026' },
    ],
  },
  { id: 'a1', name: 'Sandbox', roleArn: 'arn:aws:iam::444455556666:role/any', createdAt: '2026' },
  { error: 'Invalid parameter', reason: 'invalid_parameter', code: 400 },
  { access_token: 'fresh', expires_in: 1799, token_type: 'bearer' },
  {
    meta: { query_time: 0.1, trace_id: 'f1e2' },
    errors: [{ code: 403, message: 'access denied, authorization failed' }],
    resources: [
      {
        account_id: '444455556666',
        ID: 25080,
        status: 'Event_DiscoverAccountStatusProvisioned',
        external_id: 'f1e2d3c4b5a697887766554433221100',
        iam_role_arn: 'arn:aws:iam::444455556666:role/CrowdStrikeCSPMReader',
        intermediate_role_arn: 'arn:aws:iam::292230061137:role/CrowdStrikeCSPMConnector',
      },
    ],
  },
];

/** A body with a place for the secret at any position: a text, a part of one, a key, or an entry of a list. */
const withPlace = fc
  .constantFrom(...bodies)
  .chain((body) => fc.constantFrom(...placesIn(body)))
  .map((body) => JSON.stringify(body));

function placesIn(value: unknown): unknown[] {
  const here = [PLACE, `${typeof value === 'object' ? 'said' : value} ${PLACE} at the end`];
  if (Array.isArray(value)) {
    const inside = value.flatMap((item, index) => placesIn(item).map((placed) => value.with(index, placed)));
    return [...here, [...value, PLACE], ...inside];
  }
  if (typeof value !== 'object' || value === null) return here;
  const inside = Object.entries(value).flatMap(([key, inner]) =>
    placesIn(inner).map((placed) => ({ ...value, [key]: placed })),
  );
  return [...here, { ...value, [PLACE]: 1 }, { ...value, more: { [`x${PLACE}`]: [PLACE] } }, ...inside];
}

/** Pages and broken bodies with such a place. */
const broken = fc.oneof(
  fc.constantFrom(`<h1>Forbidden</h1> Authorization: Bearer ${PLACE}`, `key=${PLACE}&x=1`, PLACE),
  withPlace.map((body) => body.slice(0, -1)),
  withPlace.map((body) => JSON.stringify({ error: body })),
  fc.nat({ max: 400 }).map((length) => `${'x'.repeat(length)}${PLACE}`),
);

/** An answer that repeats a secret somewhere; `of` gives it for a secret. */
export const tellingAnswer = fc
  .record({
    status: fc.constantFrom(200, 201, 207, 302, 308, 400, 401, 403, 404, 409, 418, 429, 500, 503),
    body: fc.oneof(withPlace, broken),
    header: fc.constantFrom('x-cs-traceid', 'location', 'retry-after', 'x-other'),
    prefix: fc.constantFrom('', 'https://', 'Bearer ', '/oauth2/token?x='),
    writing,
  })
  .map(({ status, body, header, prefix, writing: write }) => ({
    status,
    of: (secret: string) => ({
      status,
      headers: { 'retry-after': '0', [header]: prefix + write(secret) },
      body: body.replaceAll(PLACE, () => write(secret)),
    }),
  }));

/** Whether a secret stands in a record, in whatever escapes. */
export function tells(record: unknown, secret: string): boolean {
  let text = JSON.stringify(record);
  for (let layer = 0; layer < 6; layer++) {
    if (text.includes(secret)) return true;
    text = text
      .replace(/\\+u([0-9a-f]{4})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
      .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
      .replace(/&#x([0-9a-f]+);/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
      .replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
      .replaceAll('\\', '');
  }
  return false;
}
