/** The commands that show how executions go on that the command lost sight of. */
export const lookAgain = (
  all: { account: string; status: string }[],
  { options }: { options: string },
): string =>
  all
    .filter(({ status }) => status === 'UNKNOWN')
    .map(({ account }) => `\n\nTo look again:\nnpx rollcall status ${account} ${options}`)
    .join('');
