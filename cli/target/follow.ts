import { setTimeout as sleep } from 'node:timers/promises';
import {
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  GetExecutionHistoryCommand,
} from '@aws-sdk/client-sfn';
import { reasonOf } from '../print/reason.ts';
import { nextTry } from './next-try.ts';
import type { Target } from './target.ts';

/** The workflow files. */
type Workflow = 'enroll-account' | 'offboard-account' | 'roll-call';

/** What is followed: an execution, and what to call it. */
interface Followed {
  executionArn: string | undefined;
  workflow: Workflow;
  title: string;
  /** What to say of it while no state is tried again; "running" when left out. */
  progress?: (since: Date) => Promise<string>;
}

/** Waits for the end of an execution. Meanwhile it shows what changes, and why a state is tried again. */
export async function follow(target: Target, followed: Followed): Promise<DescribeExecutionCommandOutput> {
  const { steps, pollSeconds, progress } = target;
  const { executionArn, title } = followed;
  for (;;) {
    const execution = await steps.send(new DescribeExecutionCommand({ executionArn }));
    const { status, error, startDate = new Date() } = execution;
    if (status !== 'RUNNING') {
      progress.end(title, [status, error].filter(Boolean).join(' '));
      return execution;
    }
    const { progress: otherwise = async () => 'running' } = followed;
    progress.say(title, (await waitsFor(target, followed)) ?? (await otherwise(startDate)));
    await sleep(pollSeconds * 1000);
  }
}

/** What the state that an execution is in waits for before it is tried again; undefined while none does. */
export async function waitsFor(
  { steps, isVerbose, progress, options }: Target,
  { executionArn, workflow }: Pick<Followed, 'executionArn' | 'workflow'>,
): Promise<string | undefined> {
  const { events = [] } = await steps.send(
    new GetExecutionHistoryCommand({ executionArn, reverseOrder: true, maxResults: LOOKED_AT }),
  );
  const failed = events.find(({ type = '' }) => /^LambdaFunction(Failed|Succeeded)$/.test(type));
  const { error, cause } = failed?.lambdaFunctionFailedEventDetails ?? {};
  if (failed === undefined || error === undefined) return undefined;
  const { short, full = short } = reasonOf({ Error: error, Cause: cause }, { isVerbose });
  const tried = nextTry(events, { failed, workflow });
  if (tried === undefined) return full;
  if (error === 'VendorUnavailableError' && tried.number > PATIENT)
    progress.note(
      `To see what is wrong: "npx rollcall doctor ${options}". Ctrl-C is safe: what was started goes on.`,
    );
  return `${isVerbose ? full : short}, ${tried.words}`;
}

/** After so many tries of a vendor that is down, it is said what may help. */
const PATIENT = 3;

/** Events of the last thirty tries: three a try. */
const LOOKED_AT = 100;
