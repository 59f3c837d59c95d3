import { VendorResponseError } from '../errors.ts';

/** Longest body that is read, in bytes after decompression: Cloudcraft's list of 10,000 accounts has about 4 MB. */
export const BODY_AT_MOST = 10_000_000;

/** The deepest nesting, and the most values, that are parsed: that list has 4 levels and about 100,000 values. */
const LEVELS_AT_MOST = 100;
const VALUES_AT_MOST = 500_000;

/**
 * The body's text. Counts what comes out of the decompression, and closes the connection as soon as it is too much.
 *
 * @param tried what was tried, for messages: vendor, method and URL
 * @throws {VendorResponseError} it has more bytes, levels or values than a vendor's answer; parsing those takes the memory
 */
export async function readBody({ status, body }: Response, tried: string): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  // Leaving the loop cancels the rest.
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > BODY_AT_MOST)
      throw tooMuch(`${status} with a body of more than ${BODY_AT_MOST} bytes`, tried);
    text += decoder.decode(chunk, { stream: true });
  }
  text += decoder.decode();
  const { levels, values } = sizeOf(text);
  if (levels > LEVELS_AT_MOST)
    throw tooMuch(`${status} with a body of more than ${LEVELS_AT_MOST} levels`, tried);
  if (values > VALUES_AT_MOST)
    throw tooMuch(`${status} with a body of more than ${VALUES_AT_MOST} values`, tried);
  return text;
}

const tooMuch = (answered: string, tried: string) =>
  new VendorResponseError({
    tried,
    answered: `${answered}, which was not read further`,
    next: "check that url is the vendor's API, and ask the vendor's support",
  });

/** How deep JSON is nested, and how many values it has at most, without parsing it. By character codes, as it has to be fast. */
function sizeOf(text: string): { levels: number; values: number } {
  let [level, levels, values] = [0, 0, 1];
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) quoted = !quoted;
    else if (quoted) at += code === BACKSLASH ? 1 : 0;
    else if (code === COMMA) values += 1;
    else if (CLOSING.includes(code)) level -= 1;
    else if (OPENING.includes(code)) {
      values += 1;
      level += 1;
      if (level > levels) levels = level;
    }
  }
  return { levels, values };
}

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const OPENING = [0x5b, 0x7b];
const CLOSING = [0x5d, 0x7d];
