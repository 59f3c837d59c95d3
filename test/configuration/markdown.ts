import { globSync, readFileSync } from 'node:fs';
import { ROOT } from './sources.ts';

/** The documents for readers, by path from the root. */
export const documents = new Map(
  globSync(['*.md', 'docs/**/*.md'], { cwd: ROOT })
    .sort()
    .map((path) => [path, readFileSync(`${ROOT}${path}`, 'utf8')] as const),
);

/** The document at that path. Throws when there is none. */
export function document(path: string): string {
  const text = documents.get(path);
  if (text === undefined) throw new Error(`${path} is missing`);
  return text;
}

const FENCE = /^( *)```(\w*)\n([\s\S]*?)^\1```$/gm;

/** What stands in the blocks of that language, as `json`. */
export const blocks = (text: string, language: string) =>
  [...text.matchAll(FENCE)].filter((block) => block[2] === language).map(([, , , inside = '']) => inside);

/** The text without its blocks. */
export const prose = (text: string) => text.replace(FENCE, '');

/** Each heading's level and words. */
const headings = (text: string) =>
  [...prose(text).matchAll(/^(#+) (.*)$/gm)].map(([, marks = '', words = '']) => ({
    level: marks.length,
    words,
  }));

/** The anchors that a document's headings have on GitHub, for words without punctuation inside. */
export const anchors = (text: string) =>
  headings(text).map(({ words }) =>
    words
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );

/** What stands between that heading and the next one of its level, with the headings below it. Throws without it. */
export function section(text: string, words: string): string {
  const [, marks, inside] = new RegExp(`^(#+) ${words}$([\\s\\S]*)`, 'm').exec(text) ?? [];
  if (marks === undefined || inside === undefined) throw new Error(`no heading "${words}"`);
  const end = new RegExp(`^#{1,${marks.length}} `, 'm').exec(inside);
  return inside.slice(0, end?.index);
}

/** Every row of every table as its cells, without the rows of heads and dashes. */
export const rows = (text: string): string[][] =>
  prose(text)
    .split(/\n(?!\|)/)
    .flatMap((part) => {
      const lines = part.split('\n').filter((line) => line.startsWith('|'));
      return lines.slice(2).map(cells);
    });

const cells = (line: string) =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

/** The words in the code of a cell, as `a` and `b` of "`a`, `b`". */
export const codes = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);

/** Where a document's links lead. */
export const links = (text: string) =>
  [...prose(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
