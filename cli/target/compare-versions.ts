/** How the version of a deployed stack is to that of this checkout. */
export type VersionAge = 'same' | 'older' | 'newer' | 'unknown';

/**
 * Compares two versions, as 1.2.3; what follows a hyphen or + is left out of account.
 * @param deployed undefined of a stack that does not say its version, which is older than 0.3
 */
export function compareVersions(deployed: string | undefined, checkout: string): VersionAge {
  const [stack, own] = [numbers(deployed ?? '0.0.0'), numbers(checkout)];
  if (stack === undefined || own === undefined) return 'unknown';
  const at = stack.findIndex((number, index) => number !== own[index]);
  if (at === -1) return 'same';
  return (stack[at] ?? 0) < (own[at] ?? 0) ? 'older' : 'newer';
}

const numbers = (version: string) => /^(\d+)\.(\d+)\.(\d+)(?:[-+]|$)/.exec(version)?.slice(1, 4).map(Number);
