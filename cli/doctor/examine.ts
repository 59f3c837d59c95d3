import type { Target } from '../target/target.ts';
import { type Check, findingOf } from './check.ts';
import { checksOf } from './checks.ts';
import type { Finding } from './finding.ts';
import { subjectOf } from './subject.ts';

/** After so many milliseconds it says what it still waits for, and again when that has changed. */
const SLOW = 2000;

/**
 * Looks at a deployment, and changes nothing. All checks run in parallel, and none ends another.
 * @param waiting is called with the names of the checks that take long
 */
export async function examine(target: Target, waiting: (checks: string[]) => void): Promise<Finding[]> {
  const running = new Set(['settings']);
  let said = '';
  const timer = setInterval(() => {
    const names = [...running];
    if (names.join() !== said) waiting(names);
    said = names.join();
  }, SLOW);
  const run = async (check: Check) => {
    running.add(check.name);
    return findingOf(check).finally(() => running.delete(check.name));
  };
  try {
    const checks = await checksOf(subjectOf(target));
    running.clear();
    return await Promise.all(checks.map(run));
  } finally {
    clearInterval(timer);
  }
}
