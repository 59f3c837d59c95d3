import { randomUUID } from 'node:crypto';
import type { StateMachineDefinition } from 'aws-local-stepfunctions';
import * as v from 'valibot';
import type { MapRun } from '../aws/map-run.ts';
import type { ExecutionRecord } from '../aws/state.ts';
import type { WorkflowEvent } from './workflow-event.ts';

/** As far as the workflows use it. The paths are of fields: `$.accounts`. */
const DistributedMap = v.object({
  Type: v.literal('Map'),
  Label: v.string(),
  ItemsPath: v.string(),
  MaxConcurrencyPath: v.optional(v.string()),
  ToleratedFailurePercentage: v.optional(v.number(), 0),
  ItemProcessor: v.object({
    ProcessorConfig: v.object({ Mode: v.literal('DISTRIBUTED') }),
    States: v.record(v.string(), v.unknown()),
  }),
});
type DistributedMap = v.InferOutput<typeof DistributedMap>;

/**
 * Writes the runs of an execution's Distributed Maps into its record, event by event.
 *
 * @returns whether an event is of an item: of a child execution, and so in no history of its parent
 */
export function mapRunsOf({ States }: StateMachineDefinition, execution: ExecutionRecord) {
  const maps = new Map<string, DistributedMap>();
  for (const [name, state] of Object.entries(States)) {
    const map = v.safeParse(DistributedMap, state);
    if (map.success) maps.set(name, map.output);
  }
  const inner = new Set([...maps.values()].flatMap(({ ItemProcessor }) => Object.keys(ItemProcessor.States)));
  let running: MapRun | undefined;
  const end = (status: MapRun['status']) => {
    if (running === undefined) return;
    Object.assign(running, { status, stopDate: new Date() }, { items: ended(running.items, status) });
    running = undefined;
  };
  return (event: WorkflowEvent): boolean => {
    if ('parentState' in event && maps.has(event.parentState.name)) {
      if (running !== undefined) count(running.items, event.type);
      return true;
    }
    if ('state' in event && inner.has(event.state.name)) return true;
    const map = 'state' in event ? maps.get(event.state.name) : undefined;
    if (map !== undefined && event.type === 'StateEntered') {
      running = started(map, event.state.input, execution);
      execution.mapRuns = [...(execution.mapRuns ?? []), running];
    }
    if (map !== undefined && event.type === 'StateExited') end('SUCCEEDED');
    if (map !== undefined && event.type === 'StateFailed') end('FAILED');
    if (event.type === 'ExecutionAborted' || event.type === 'ExecutionTimeout') end('ABORTED');
    return false;
  };
}

function started(map: DistributedMap, input: unknown, { stateMachineArn }: ExecutionRecord): MapRun {
  const items = at(map.ItemsPath, input);
  const pending = Array.isArray(items) ? items.length : 0;
  return {
    mapRunArn: `${stateMachineArn.replace(':stateMachine:', ':mapRun:')}/${map.Label}:${randomUUID()}`,
    ...{ status: 'RUNNING', startDate: new Date() },
    maxConcurrency: Number(at(map.MaxConcurrencyPath ?? '', input) ?? 0),
    toleratedFailurePercentage: map.ToleratedFailurePercentage,
    items: { pending, running: 0, succeeded: 0, failed: 0, aborted: 0 },
  };
}

/** The value of a field's path; undefined where there is none. */
const at = (path: string, input: unknown): unknown =>
  path
    .split('.')
    .slice(1)
    .reduce<unknown>((value, name) => (v.is(Fields, value) ? value[name] : undefined), input);

const Fields = v.record(v.string(), v.unknown());

function count(items: MapRun['items'], type: WorkflowEvent['type']): void {
  if (type === 'MapIterationStarted') {
    items.pending -= 1;
    items.running += 1;
  }
  if (type === 'MapIterationSucceeded') {
    items.running -= 1;
    items.succeeded += 1;
  }
  if (type === 'MapIterationFailed') {
    items.running -= 1;
    items.failed += 1;
  }
}

/** The last items' own events may come after that of the end, which says how they ended. */
function ended(items: MapRun['items'], status: MapRun['status']): MapRun['items'] {
  const { pending, running, succeeded, failed, aborted } = items;
  const left = pending + running;
  return status === 'SUCCEEDED'
    ? { ...{ pending: 0, running: 0, failed, aborted }, succeeded: succeeded + left }
    : { ...{ pending: 0, running: 0, succeeded, failed }, aborted: aborted + left };
}
