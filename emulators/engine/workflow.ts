import { readdirSync, readFileSync } from 'node:fs';
import type { StateMachineDefinition } from 'aws-local-stepfunctions';
import * as v from 'valibot';
import { parse } from 'yaml';
import type { Machines } from './machines.ts';

const FOLDER = new URL('../../workflows/', import.meta.url);
const ENDING = '.asl.yml';

const Machine = v.object({ States: v.object({}) });
const Definition = v.custom<StateMachineDefinition>(
  (value) => v.is(Machine, value),
  'expected a workflow with States',
);

/** The names of all workflow files, as `enroll-account`. */
export const workflowNames = (): string[] => readdirSync(FOLDER).map((file) => file.replace(ENDING, ''));

/** A workflow file as it is deployed. @param name as `enroll-account`. Throws when there is no such file. */
export const readWorkflow = (name: string): StateMachineDefinition =>
  v.parse(Definition, JSON.parse(jsonOf(name)));

/** Each file is read once in a process. */
const known = new Map<string, string>();

function jsonOf(name: string): string {
  const text =
    known.get(name) ?? JSON.stringify(parse(readFileSync(new URL(`${name}${ENDING}`, FOLDER), 'utf8')));
  known.set(name, text);
  return text;
}

/** The same with what CloudFormation puts where the definition names other workflows, and the partition. */
export function deployedWorkflow(name: string, { arnOf, partition }: Machines): StateMachineDefinition {
  let text = jsonOf(name).replaceAll(`\${Partition}`, partition);
  for (const other of workflowNames()) {
    text = text.replaceAll(`\${${pascal(other)}}`, arnOf(other));
  }
  return v.parse(Definition, JSON.parse(text));
}

const pascal = (name: string) => name.replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase());

const Catcher = v.object({ ErrorEquals: v.array(v.string()) });
const Task = v.object({
  Type: v.literal('Task'),
  Resource: v.string(),
  Catch: v.optional(v.array(Catcher), []),
  Parameters: v.optional(v.record(v.string(), v.unknown()), {}),
});

/** A Task state: its resource, the errors that it catches by name, and the parameters that have the count of its retries. */
interface TaskState {
  name: string;
  resource: string;
  catches: string[];
  counts: string[];
}

/** All Task states, at any depth. */
export function tasks(value: unknown): TaskState[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const task = v.safeParse(Task, inner);
    if (!task.success) return tasks(inner);
    const { Resource: resource, Catch, Parameters } = task.output;
    const counts = Object.entries(Parameters).flatMap(([key, path]) =>
      path === '$$.State.RetryCount' ? key.replace('.$', '') : [],
    );
    return [{ name, resource, catches: Catch.flatMap(({ ErrorEquals }) => ErrorEquals), counts }];
  });
}

/** The key of the function that a resource names, as `registerAccount` for `${RegisterAccount}`. */
export const keyIn = (resource: string) =>
  resource.slice(2, -1).replace(/^./, (letter) => letter.toLowerCase());
