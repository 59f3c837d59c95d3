import { columns } from './columns.ts';
import { wrap } from './wrap.ts';

/** An error for stderr, wrapped. */
export const errorText = (message: string): string =>
  `${wrap(`error: ${message}`, 2, columns(process.stderr))}\n`;

/** An error of the command line for stderr, wrapped, with the command that explains the options. */
export const usageError = (text: string, command: string): string =>
  errorText(
    `${text
      .trim()
      .replace(/^error: /, '')
      .replace(/\s*\n\s*/g, ' ')} (see ${command} --help)`,
  );
