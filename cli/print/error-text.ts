import { columns } from './columns.ts';
import { wrap } from './wrap.ts';

/** An error for stderr, wrapped. */
export const errorText = (message: string): string =>
  `${wrap(`error: ${message}`, 2, columns(process.stderr))}\n`;

/** An error of commander for stderr in sentences, wrapped, with the command that explains the options. */
export function usageError(text: string, command: string): string {
  const line = text
    .trim()
    .replace(/^error: /, '')
    .replace(/\s*\n\s*/g, ' ');
  const sentences = line.replace(/\.? \((Did you mean .*\?)\)$/, '. $1').replace(/(?<![.?])$/, '.');
  return errorText(`${sentences} See "${command} --help".`);
}
