import type { Engine, Execution } from '../emulators/engine/engine.ts';

/** What the executions of one workflow did since they are watched. */
export interface Executions {
  count: number;
  /** State transitions, each retry among them: what Step Functions charges for. */
  transitions: number;
  /** The most events that one of them has in its history; only where the engine keeps histories. */
  events: number;
}

/** Watches the executions that an engine runs, and those that they start; by the workflow's name. */
export function watchExecutions(engine: Engine): Record<string, Executions> {
  const run = engine.run.bind(engine);
  const seen: Record<string, Executions> = {};
  engine.run = async (workflow, input, start) => {
    const execution = await run(workflow, input, start);
    seen[workflow] ??= { count: 0, transitions: 0, events: 0 };
    seen[workflow].count += 1;
    seen[workflow].transitions += execution.events.filter(isTransition).length;
    return execution;
  };
  return seen;
}

/** Source: AWS, "AWS Step Functions pricing": each step that is executed, retries included. */
export const isTransition = ({ type }: Execution['events'][number]): boolean =>
  type === 'StateEntered' || type === 'StateRetried';
