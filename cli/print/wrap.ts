import { stripVTControlCharacters } from 'node:util';

/** Everything is printed for a terminal of 80 columns. */
const COLUMNS = 80;

/**
 * Breaks a text into lines of at most `width` characters, at spaces; a word that is longer than a line is cut.
 * The first line stands as it is, further ones begin with `indent` spaces.
 */
export const wrap = (text: string, indent: number, width = COLUMNS): string =>
  text
    .split('\n')
    .flatMap((line) => broken(line, indent, width))
    .join('\n');

function broken(line: string, indent: number, width: number): string[] {
  if (shownLength(line) <= width) return [line];
  const fitting = line.slice(0, width + 1 + line.length - shownLength(line));
  const space = fitting.lastIndexOf(' ');
  const isCut = space <= indent;
  const at = isCut ? fitting.length - 1 : space;
  const rest = line.slice(isCut ? at : at + 1);
  return [line.slice(0, at).trimEnd(), ...broken(`${' '.repeat(indent)}${rest}`, indent, width)];
}

/** Without the codes of colours. */
const shownLength = (text: string) => stripVTControlCharacters(text).length;
