import type { Target } from './target.ts';

/**
 * Until the work is done, Ctrl-C ends the process with exit code 130, and says how to look again at what goes on.
 * @param what an account id, or what else was started
 */
export async function detachable<Result>(
  { options }: Target,
  what: string,
  work: Promise<Result>,
): Promise<Result> {
  const detach = () => {
    const account = /^\d{12}$/.test(what) ? `${what} ` : '';
    process.stderr.write(`\n${what} goes on. To look again:\nnpx rollcall status ${account}${options}\n`);
    process.exit(130);
  };
  process.once('SIGINT', detach);
  return work.finally(() => process.off('SIGINT', detach));
}
