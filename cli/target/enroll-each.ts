import * as v from 'valibot';
import { type Enrolled, EnrollmentOutput } from './enrolled.ts';
import { runEach } from './run-each.ts';
import type { Target } from './target.ts';

/** What the executions get beside the account. */
interface Input {
  vendors?: string[];
  adopt?: boolean;
  dryRun?: boolean;
}

/** Enrolls accounts. @throws what the SDK throws when no execution could be started */
export async function enrollEach(target: Target, accounts: string[], input: Input): Promise<Enrolled[]> {
  const read = (output: unknown) => v.parse(EnrollmentOutput, output);
  const all = await runEach(target, accounts, { workflow: 'enroll-account', input, read });
  return all.map(({ result, ...ended }) => ({ outcomes: [], ...ended, ...result }));
}
