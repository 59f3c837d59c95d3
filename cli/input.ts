import { readFileSync } from 'node:fs';
import type { Engine } from '../emulators/engine/engine.ts';
import { readRequest } from '../lib/enrollment/event.ts';

type Json = Parameters<Engine['run']>[1];

/**
 * The execution input that a command line names: an account id, or a file of JSON.
 * @throws Error when there is no such file, or it holds no JSON
 */
export function readInput(named: string): Json {
  if (/^\d{12}$/.test(named)) return { accountId: named };
  try {
    return JSON.parse(readFileSync(named, 'utf8'));
  } catch (error) {
    const reason =
      error instanceof SyntaxError
        ? `is not JSON: ${error.message}`
        : 'cannot be read, and is no account id of 12 digits';
    throw new Error(`${named} ${reason}`);
  }
}

/** The account that an input speaks of; undefined when PlanEnrollment would not understand it. */
export function accountOf(input: Json): string | undefined {
  try {
    return readRequest(input).accountId;
  } catch {
    return undefined;
  }
}
