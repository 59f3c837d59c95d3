import { globSync } from 'node:fs';
import { basename } from 'node:path';
import * as v from 'valibot';
import { readWorkflow } from '../../emulators/engine/workflow.ts';
import { ROOT } from './sources.ts';

/** Strict, so that a misspelt key, which Step Functions refuses only when it is deployed, is noticed here. */
const Retrier = v.strictObject({
  ErrorEquals: v.pipe(v.array(v.string()), v.minLength(1)),
  IntervalSeconds: v.pipe(v.number(), v.integer(), v.gtValue(0)),
  BackoffRate: v.pipe(v.number(), v.minValue(1)),
  MaxAttempts: v.pipe(v.number(), v.integer(), v.minValue(0)),
  MaxDelaySeconds: v.optional(v.pipe(v.number(), v.integer(), v.gtValue(0))),
  JitterStrategy: v.optional(v.picklist(['FULL', 'NONE'])),
});
export type Retrier = v.InferOutput<typeof Retrier>;

const Catcher = v.looseObject({ ErrorEquals: v.pipe(v.array(v.string()), v.minLength(1)), Next: v.string() });

/** What the tests look at of a state, whatever its type. */
const State = v.looseObject({
  Type: v.string(),
  Resource: v.optional(v.string()),
  Parameters: v.optional(v.record(v.string(), v.unknown())),
  TimeoutSeconds: v.optional(v.number()),
  Retry: v.optional(v.array(Retrier), []),
  Catch: v.optional(v.array(Catcher), []),
  /** Of a Wait: for a turn. */
  Seconds: v.optional(v.pipe(v.number(), v.integer())),
  SecondsPath: v.optional(v.string()),
  Next: v.optional(v.string()),
  Default: v.optional(v.string()),
  Choices: v.optional(v.array(v.looseObject({ Next: v.string() })), []),
  MaxConcurrency: v.optional(v.number()),
  ItemProcessor: v.optional(v.lazy(() => Machine)),
  Branches: v.optional(v.array(v.lazy(() => Machine)), []),
});
export type State = v.InferOutput<typeof State>;

/** A state machine: a workflow, or one inside a state. */
export interface Machine {
  StartAt: string;
  TimeoutSeconds?: number | undefined;
  States: Record<string, State>;
}
const Machine: v.GenericSchema<unknown, Machine> = v.looseObject({
  StartAt: v.string(),
  TimeoutSeconds: v.optional(v.number()),
  States: v.record(v.string(), State),
});

/** The workflow files: name as `enroll-account`, the definition as it is deployed, and the machine that it defines. */
export const workflows = globSync('workflows/*', { cwd: ROOT })
  .map((path) => basename(path, '.asl.yml'))
  .map((name) => ({ name, definition: readWorkflow(name), machine: v.parse(Machine, readWorkflow(name)) }));

/** The machines inside a state: what a Map does with each item, the branches of a Parallel. */
export const inside = ({ ItemProcessor, Branches }: State): Machine[] => [
  ...(ItemProcessor === undefined ? [] : [ItemProcessor]),
  ...Branches,
];

/** Every state of a machine by name, at any depth. */
export const statesOf = ({ States }: Machine): [string, State][] =>
  Object.entries(States).flatMap(([name, state]) => [[name, state], ...inside(state).flatMap(statesOf)]);

/** The states of all workflows that run a function; other Tasks have the ARN of a service. */
export const tasks = workflows.flatMap(({ name: workflow, machine }) =>
  statesOf(machine)
    .filter(([, { Type, Resource = '' }]) => Type === 'Task' && !Resource.startsWith('arn:'))
    .map(([name, state]) => ({ workflow, name, ...state })),
);
