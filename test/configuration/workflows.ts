import { globSync } from 'node:fs';
import { basename } from 'node:path';
import * as z from 'zod';
import { readWorkflow } from '../../emulators/engine/workflow.ts';
import { ROOT } from './sources.ts';

/** Strict, so that a misspelt key, which Step Functions refuses only when it is deployed, is noticed here. */
const Retrier = z.strictObject({
  ErrorEquals: z.array(z.string()).min(1),
  IntervalSeconds: z.number().int().positive(),
  BackoffRate: z.number().min(1),
  MaxAttempts: z.number().int().nonnegative(),
  MaxDelaySeconds: z.number().int().positive().optional(),
  JitterStrategy: z.enum(['FULL', 'NONE']).optional(),
});
export type Retrier = z.infer<typeof Retrier>;

const Catcher = z.looseObject({ ErrorEquals: z.array(z.string()).min(1), Next: z.string() });

/** What the tests look at of a state, whatever its type. */
const State = z.looseObject({
  Type: z.string(),
  Resource: z.string().optional(),
  Parameters: z.record(z.string(), z.unknown()).optional(),
  TimeoutSeconds: z.number().optional(),
  Retry: z.array(Retrier).default([]),
  Catch: z.array(Catcher).default([]),
  /** Of a Wait: for a turn. */
  Seconds: z.int().optional(),
  SecondsPath: z.string().optional(),
  Next: z.string().optional(),
  Default: z.string().optional(),
  Choices: z.array(z.looseObject({ Next: z.string() })).default([]),
  MaxConcurrency: z.number().optional(),
  get ItemProcessor() {
    return Machine.optional();
  },
  get Branches() {
    return z.array(Machine).default([]);
  },
});
export type State = z.infer<typeof State>;

const Machine = z.looseObject({
  StartAt: z.string(),
  TimeoutSeconds: z.number().optional(),
  get States() {
    return z.record(z.string(), State);
  },
});
export type Machine = z.infer<typeof Machine>;

/** The workflow files: name as `enroll-account`, the definition as it is deployed, and the machine that it defines. */
export const workflows = globSync('workflows/*', { cwd: ROOT })
  .map((path) => basename(path, '.asl.yml'))
  .map((name) => ({ name, definition: readWorkflow(name), machine: Machine.parse(readWorkflow(name)) }));

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
