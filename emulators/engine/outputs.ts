import { globSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import { parse } from 'yaml';
import type { StateMachine } from '../aws/stack.ts';
import { readAs } from '../read-as.ts';
import { readDeployment } from './deployment.ts';

const Template = v.object({
  Resources: v.optional(
    v.record(v.string(), v.object({ Type: v.string(), Properties: v.optional(v.unknown()) })),
    {},
  ),
  Outputs: v.optional(v.record(v.string(), v.object({ Description: v.string(), Value: v.string() })), {}),
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
    const { Outputs, Resources } = readAs(Template, template);
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

const Topic = v.object({
  Type: v.literal('AWS::SNS::Topic'),
  Properties: v.object({ TopicName: v.string() }),
});

/** In the region and the account of the state machines. */
function topicArn(resource: unknown, [machine]: StateMachine[]): string | undefined {
  const topic = v.safeParse(Topic, resource);
  const [, partition, , region, account] = machine?.arn.split(':') ?? [];
  if (!topic.success) return undefined;
  return `arn:${partition}:sns:${region}:${account}:${readDeployment().fill(topic.output.Properties.TopicName)}`;
}

/** `EnrollAccount` of an ARN that ends in `rollcall-local-enroll-account`. */
const idOf = (arn: string) =>
  (/rollcall-local-(.*)$/.exec(arn)?.[1] ?? '').replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase());
