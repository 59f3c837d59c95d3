import { InvalidArgumentError } from 'commander';
import type { SwitchChanges } from '../emulators/controls/switch-changes.ts';

/** @throws InvalidArgumentError for what is not a number of seconds */
export function seconds(text: string): number {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a number of seconds.');
}

/** @throws InvalidArgumentError for what is not the origin of a URL, as of the controls of a world */
export function worldUrl(text: string): string {
  const { protocol, origin, href } = URL.canParse(text) ? new URL(text) : new URL('none:');
  if (/^https?:$/.test(protocol) && href === `${origin}/`) return origin;
  throw new InvalidArgumentError(
    'It is the URL of the controls that "npm run world" prints, as http://127.0.0.1:4570, without a path.',
  );
}

/** @throws InvalidArgumentError for what is not the number of a port */
export function port(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) < 65_536) return Number(text);
  throw new InvalidArgumentError('It is a port number, 0 for any free one.');
}

/** @throws InvalidArgumentError for what is not a number of accounts that an organization may have */
export function count(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 10_000) return Number(text);
  throw new InvalidArgumentError('It is a number from 0 to 10000.');
}

/** @throws InvalidArgumentError for what is not an account id */
export function accountId(text: string): string {
  if (/^\d{12}$/.test(text)) return text;
  throw new InvalidArgumentError('It is an account id of 12 digits.');
}

/** @throws InvalidArgumentError for what is neither an account id, nor that of an organizational unit or root, nor a tag */
export function place(text: string): string {
  if (/^(\d{12}|ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|r-[a-z0-9]{4,32}|[^=]+=.*)$/.test(text)) return text;
  throw new InvalidArgumentError(
    'It is an account id of 12 digits, the id of an organizational unit, as ou-ab12-11111111, or a tag, as team=web.',
  );
}

/** A time in ISO 8601; of a day alone its end, in UTC. @throws InvalidArgumentError for anything else */
export function time(text: string): Date {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text);
  const at = new Date(isDay ? `${text}T23:59:59Z` : text);
  if (/^\d{4}-\d\d-\d\d(T.+(Z|[+-]\d\d:\d\d))?$/.test(text) && !Number.isNaN(at.getTime())) return at;
  throw new InvalidArgumentError(
    'It is a day or a time with its zone, as 2026-11-25 or 2026-11-25T03:00:00Z.',
  );
}

/**
 * Adds `side.name=value` to the changes of switches; the value is JSON, or else a word.
 * @throws InvalidArgumentError for what has not this form
 */
export function switchChange(text: string, all: SwitchChanges = {}): SwitchChanges {
  const [, side, name, value] = /^([\w-]+)\.(\w+)=(.*)$/.exec(text) ?? [];
  if (side === undefined || name === undefined || value === undefined) {
    throw new InvalidArgumentError('It is side.name=value, as aws.organizationsThrottled=true.');
  }
  return { ...all, [side]: { ...all[side], [name]: jsonOrWord(value) } };
}

function jsonOrWord(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
