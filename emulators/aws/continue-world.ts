import { continueCreations } from './organization-creation.ts';
import { continueClosures } from './organization-departure.ts';
import type { ExecutionRecord } from './state.ts';
import type { World } from './world.ts';

/** Why an execution did not survive. */
const CAUSE = 'the world was stopped while it ran; start it again';

/**
 * Takes a world up again that was stopped: what AWS was doing goes on; the executions that ran are aborted, as the
 * interpreter has lost them.
 */
export function continueWorld(world: World): void {
  for (const execution of world.state.executions.values())
    if (execution.status === 'RUNNING') abort(execution, new Date());
  continueCreations(world);
  continueClosures(world);
}

function abort(execution: ExecutionRecord, at: Date): void {
  Object.assign(execution, { status: 'ABORTED', stopDate: at, cause: CAUSE });
  const id = (execution.history?.length ?? 0) + 1;
  execution.history?.push({
    ...{ id, previousEventId: id - 1, timestamp: at, type: 'ExecutionAborted' },
    executionAbortedEventDetails: { cause: CAUSE },
  });
  for (const mapRun of execution.mapRuns ?? []) {
    if (mapRun.status !== 'RUNNING') continue;
    const { pending, running, aborted } = mapRun.items;
    Object.assign(mapRun, { status: 'ABORTED', stopDate: at });
    Object.assign(mapRun.items, { pending: 0, running: 0, aborted: aborted + pending + running });
  }
}
