/** Why a file cannot be written, by the code of Node's error. */
const REASONS: Record<string, string> = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'its folder is a file',
  EISDIR: 'it is a folder',
  EACCES: 'you may not write there',
  EROFS: 'nothing can be written there',
};

/** The error of a file that cannot be written, with what to do. @param option the one that names the file */
export function cannotWrite(
  error: unknown,
  { what, file, option }: { what: string; file: string; option: string },
): Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const next =
    code === 'ENOENT' ? `make it, or name a file elsewhere with ${option}` : `name a file with ${option}`;
  return new Error(`${what} cannot be written to ${file}: ${REASONS[code] ?? error}; ${next}`);
}
