import { readFileSync } from 'node:fs';
import type { Engine } from '../emulators/engine/engine.ts';
import { readRequest } from '../lib/enrollment/event.ts';
import { readOffboarding } from '../lib/offboarding/event.ts';

type Json = Parameters<Engine['run']>[1];

/**
 * The execution input that a command line names: an account id, or a file of JSON.
 * @throws Error when there is no such file, or it does not hold a JSON object
 */
export function readInput(named: string): Json {
  if (/^\d{12}$/.test(named)) return { accountId: named };
  const input = parsed(named);
  if (typeof input === 'object' && input !== null && !Array.isArray(input)) {
    requireEnrollment(named, input);
    return input;
  }
  throw new Error(
    `"${named}" does not hold a JSON object; an input is an event or {"accountId": "…"}, as in events/`,
  );
}

/** Whether an input is an event, as EventBridge delivers it, and no input by hand. */
export const isEvent = (input: Json): boolean =>
  typeof input === 'object' && input !== null && 'source' in input && 'detail' in input;

/** The account that an input speaks of; undefined when no workflow would understand it. */
export function accountOf(input: Json): string | undefined {
  for (const read of [readRequest, readOffboarding]) {
    try {
      return read(input).accountId;
    } catch {
      // It may be the other's.
    }
  }
  return undefined;
}

/** @throws Error for an input of another workflow, which an enrollment would not understand */
function requireEnrollment(named: string, input: object): void {
  if (!('accountId' in input) && !('source' in input))
    throw new Error(
      `"${named}" names no account, so it is not an input of an enrollment; a roll call is started with npx rollcall roll-call`,
    );
  if (!('accountId' in input) && offboards(input))
    throw new Error(
      `"${named}" is an event of an account that departs, and npm start enrolls one; docs/local-world.md offboards it`,
    );
}

function offboards(input: object): boolean {
  try {
    readOffboarding(input);
    return true;
  } catch {
    return false;
  }
}

function parsed(named: string): Json {
  try {
    return JSON.parse(readFileSync(named, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    if (/^https?:/.test(named))
      throw new Error(`"${named}" is not an input; options follow "--", as in npm start -- --world ${named}`);
    const reason =
      error instanceof SyntaxError
        ? `is not JSON: ${error.message}`
        : 'is neither a file that can be read nor an account id of 12 digits; give one such as 444455556666 or events/manual.json';
    throw new Error(`"${named}" ${reason}`);
  }
}
