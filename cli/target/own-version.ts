import { readFileSync } from 'node:fs';
import * as z from 'zod';

/** The version of this checkout. */
export const ownVersion = (): string =>
  z.object({ version: z.string() }).parse(JSON.parse(readFileSync(PACKAGE, 'utf8'))).version;

const PACKAGE = new URL('../../package.json', import.meta.url);
