import { readFileSync } from 'node:fs';
import { ROOT } from './sources.ts';

/** A document's text, by its path from the root. */
export const document = (path: string) => readFileSync(`${ROOT}${path}`, 'utf8');

/** The JSON in a document's blocks of that language, in order. */
export const jsonIn = (text: string): unknown[] =>
  [...text.matchAll(/^```json\n([\s\S]*?)^```$/gm)].map(([, inside = '']) => JSON.parse(inside));
