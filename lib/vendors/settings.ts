import * as v from 'valibot';

/** Whether a host name is this machine. */
export const isLoopback = (hostname: string) => ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);

/** Lambda serves a function's own runtime API there. Source: Lambda Developer Guide, AWS_LAMBDA_RUNTIME_API. */
const RUNTIME_API = 9001;

const isEmulator = ({ protocol, hostname, port }: URL) =>
  protocol === 'http:' && isLoopback(hostname) && Number(port) >= 1024 && Number(port) !== RUNTIME_API;

function isSafe(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && (url.protocol === 'https:' || isEmulator(url));
}

/** The URL of a vendor's API: https, or plain http to an emulator on this machine. No path, no query, no credentials. */
export const ApiUrl = v.pipe(
  v.string(),
  v.trim(),
  v.check(isSafe, 'expected an https URL'),
  v.check(
    (url) => !isSafe(url) || [url, url.replace(/\/$/, '')].includes(new URL(url).origin),
    'expected a URL with nothing after the host',
  ),
);

/**
 * What every vendor's settings hold; each vendor extends it, with a default for every field but the account. They are one deployment parameter a vendor, of the vendor's
 * name, as JSON; every function has them. A field that nobody knows is a misspelt one.
 */
export const Settings = v.strictObject({
  /** The vendor's API. */
  url: ApiUrl,
  /** The only AWS account that the vendor's role may trust, whatever its API answers. */
  trustedAccountId: v.pipe(
    v.string(),
    v.regex(/^\d{12}$/, 'expected the 12 digits of the AWS account of the vendor'),
  ),
});
