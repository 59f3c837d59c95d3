import { globSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import type { StateMachine } from '../aws/stack.ts';

const Template = z.object({
  Outputs: z.record(z.string(), z.object({ Description: z.string(), Value: z.string() })).default({}),
});

/**
 * The outputs of the stack: the ARN of each state machine, and those of `infrastructure/*.yml`. A resource has, where
 * there is no stack, the name that the template gives it.
 */
export function outputs(machines: StateMachine[]) {
  const folder = new URL('../../infrastructure/', import.meta.url);
  const others = globSync('*.yml', { cwd: folder }).flatMap((file) => {
    const template = parse(readFileSync(new URL(file, folder), 'utf8'), { logLevel: 'error' });
    return Object.entries(Template.parse(template).Outputs);
  });
  return [
    ...machines.map(({ arn, name }) => ({
      ...{ key: `${idOf(arn)}Arn`, value: arn, description: `The state machine ${name}` },
    })),
    ...others.map(([key, { Description, Value }]) => ({ key, value: Value, description: Description })),
  ];
}

/** `EnrollAccount` of an ARN that ends in `rollcall-local-enroll-account`. */
const idOf = (arn: string) =>
  (/rollcall-local-(.*)$/.exec(arn)?.[1] ?? '').replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase());
