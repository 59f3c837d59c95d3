/** An error of the command line in one line, with the command that explains the options. */
export const oneLine = (text: string, command: string): string =>
  `${text.trim().replace(/\s*\n\s*/g, ' ')} (see ${command} --help)\n`;
