import type { Execution } from '../emulators/engine/engine.ts';
import { type Executions, watchExecutions } from './executions.ts';
import { type Invocations, watchInvocations } from './invocations.ts';
import type { Simulated } from './simulate.ts';

/** A roll call that has ended. */
export interface RollCallRun {
  execution: Execution;
  /** From its start to its end. */
  seconds: number;
  invocations: Invocations;
  /** By the workflow's name. */
  executions: Record<string, Executions>;
  /** Events in the history of the roll call itself. */
  events: number;
}

/** Runs a roll call to its end, and watches what it does. */
export async function runRollCall({ world, engine }: Simulated, input: object): Promise<RollCallRun> {
  const [invocations, executions] = [watchInvocations(engine), watchExecutions(engine)];
  const start = Date.now();
  engine.keepsHistory = true;
  const running = engine.run('roll-call', { ...input });
  engine.keepsHistory = false; // the enrollments' would fill the memory
  const execution = await running;
  const seconds = (Date.now() - start) / 1000;
  const record = [...world.aws.state.executions.values()].find(({ name }) => name === execution.name);
  if (execution.status !== 'SUCCEEDED') process.stderr.write(`${execution.cause ?? execution.status}\n`);
  return { execution, seconds, invocations, executions, events: record?.history?.length ?? 0 };
}
