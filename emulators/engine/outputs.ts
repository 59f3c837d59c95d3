import { globSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import type { StateMachine } from '../aws/stack.ts';
import { readDeployment } from './deployment.ts';

const Template = z.object({
  Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z.unknown() })).default({}),
  Outputs: z.record(z.string(), z.object({ Description: z.string(), Value: z.string() })).default({}),
});

/**
 * The outputs of the stack: the ARN of each state machine, and those of `infrastructure/*.yml`. A topic has an ARN, any
 * other resource, where there is no stack, the name that the template gives it.
 */
export function outputs(machines: StateMachine[]) {
  const { fill } = readDeployment();
  const folder = new URL('../../infrastructure/', import.meta.url);
  const others = globSync('*.yml', { cwd: folder }).flatMap((file) => {
    const template = parse(readFileSync(new URL(file, folder), 'utf8'), { logLevel: 'error' });
    const { Outputs, Resources } = Template.parse(template);
    return Object.entries(Outputs).map(([key, { Description, Value }]) => ({
      ...{ key, description: Description, value: topicArn(Resources[Value], machines) ?? fill(Value) },
    }));
  });
  return [
    ...machines.map(({ arn, name }) => ({
      ...{ key: `${idOf(arn)}Arn`, value: arn, description: `The state machine ${name}` },
    })),
    ...others,
  ];
}

const Topic = z.object({
  Type: z.literal('AWS::SNS::Topic'),
  Properties: z.object({ TopicName: z.string() }),
});

/** In the region and the account of the state machines. */
function topicArn(resource: unknown, [machine]: StateMachine[]): string | undefined {
  const topic = Topic.safeParse(resource).data;
  const [, partition, , region, account] = machine?.arn.split(':') ?? [];
  if (topic === undefined) return undefined;
  return `arn:${partition}:sns:${region}:${account}:${readDeployment().fill(topic.Properties.TopicName)}`;
}

/** `EnrollAccount` of an ARN that ends in `rollcall-local-enroll-account`. */
const idOf = (arn: string) =>
  (/rollcall-local-(.*)$/.exec(arn)?.[1] ?? '').replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase());
