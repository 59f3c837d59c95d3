import { stripVTControlCharacters } from 'node:util';
import { columns } from './columns.ts';

/**
 * Breaks a text into lines of at most `width` characters, at spaces. Whatever a person may copy stays whole: a word, or a
 * JSON object, which begins a line of its own where it does not fit. Further lines begin with `indent` spaces.
 */
export const wrap = (text: string, indent: number, width = columns()): string =>
  text
    .split('\n')
    .map((line) => (shownLength(line) <= width ? line : broken(line, indent, width)))
    .join('\n');

function broken(text: string, indent: number, width: number): string {
  const [beginning = ''] = /^ */.exec(text) ?? [];
  const lines: string[] = [];
  let line = beginning;
  for (const [, space = '', piece = ''] of text.slice(beginning.length).matchAll(PIECE)) {
    if (line.trim() !== '' && shownLength(line + space + piece) > width) {
      lines.push(line);
      line = ' '.repeat(indent) + piece;
    } else {
      line += space + piece;
    }
  }
  return [...lines, line].join('\n');
}

/** Space, and what is not to be broken: a JSON object of one level or two, a command in quotes, seconds, or a word. */
const PIECE = /( *)(\S*\{"(?:[^{}]|\{[^{}]*\})*\}[^\s]*|"(?:aws|npm|npx) [^"\n]{1,60}"\S*|\d+ s\b|\S+)/g;

/** Without the codes of colours. */
const shownLength = (text: string) => stripVTControlCharacters(text).length;
