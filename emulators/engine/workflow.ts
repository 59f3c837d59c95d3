import { readFileSync } from 'node:fs';
import type { StateMachineDefinition } from 'aws-local-stepfunctions';
import { parse } from 'yaml';
import * as z from 'zod';

const Definition = z.custom<StateMachineDefinition>(
  (value) => z.object({ States: z.object() }).safeParse(value).success,
);

/** A workflow file as it is deployed. @param name as `enroll-account`. Throws when there is no such file. */
export const readWorkflow = (name: string): StateMachineDefinition =>
  Definition.parse(parse(readFileSync(new URL(`../../workflows/${name}.asl.yml`, import.meta.url), 'utf8')));

const Task = z.object({ Type: z.literal('Task'), Resource: z.string() });

/** The names of all Task states, at any depth. */
export function taskNames(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    ...(Task.safeParse(inner).success ? [name] : []),
    ...taskNames(inner),
  ]);
}
