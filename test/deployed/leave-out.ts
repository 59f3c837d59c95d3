import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';

const Resource = v.looseObject({
  Type: v.string(),
  DeletionPolicy: v.optional(v.string()),
  Properties: v.optional(v.record(v.string(), v.unknown()), {}),
});
type Resource = v.InferOutput<typeof Resource>;

/** What `serverless package` leaves for `serverless deploy`, as far as it is looked at here. */
const State = v.looseObject({
  service: v.looseObject({
    service: v.string(),
    provider: v.looseObject({
      stage: v.string(),
      compiledCloudFormationTemplate: v.looseObject({ Resources: v.record(v.string(), Resource) }),
    }),
  }),
});

/** Types that ministack does not know; it refuses the whole template for one of them, as CloudFormation would. */
const UNKNOWN = [
  'AWS::CloudWatch::CompositeAlarm',
  'AWS::Events::EventBusPolicy',
  'AWS::Logs::QueryDefinition',
];

/** It deploys alarms on a metric, and rolls back for one on an expression. */
const isUnknown = ({ Type, Properties }: Resource) =>
  UNKNOWN.includes(Type) || (Type === 'AWS::CloudWatch::Alarm' && 'Metrics' in Properties);

const Policy = v.looseObject({ Statement: v.array(v.looseObject({ Effect: v.string() })) });

/** The emulator is reached over plain HTTP, which the Deny statements of the queue, the topic and the bucket refuse. */
function overHttp(resource: Resource): Resource {
  if (!/^AWS::(SQS::Queue|SNS::Topic|S3::Bucket)Policy$/.test(resource.Type)) return resource;
  const { Statement, ...policy } = v.parse(Policy, resource.Properties['PolicyDocument']);
  const PolicyDocument = { ...policy, Statement: Statement.filter(({ Effect }) => Effect === 'Allow') };
  return { ...resource, Properties: { ...resource.Properties, PolicyDocument } };
}

/** The resources that the emulator can deploy, as it can. */
export const withoutUnknown = (resources: Record<string, unknown>): Record<string, Resource> =>
  Object.fromEntries(
    Object.entries(v.parse(v.record(v.string(), Resource), resources))
      .filter(([, resource]) => !isUnknown(resource))
      .map(([id, resource]) => [id, overHttp(resource)]),
  );

const Environment = v.looseObject({ Variables: v.record(v.string(), v.unknown()) });

/** With other values for the environment variables that it has. */
function withVariables(resource: Resource, values: Record<string, string>): Resource {
  if (resource.Type !== 'AWS::Lambda::Function') return resource;
  const { Variables } = v.parse(Environment, resource.Properties['Environment']);
  const changed = Object.entries(Variables).map(([name, value]) => [name, values[name] ?? value]);
  return {
    ...resource,
    Properties: { ...resource.Properties, Environment: { Variables: Object.fromEntries(changed) } },
  };
}

/**
 * Takes out of a package what the emulator cannot deploy.
 *
 * @param packaged the package's folder
 * @param variables values for the functions' environment variables, by name, where they are to have others
 * @returns the stack's name, and the logical ids of what was left out and of what is to outlive the stack
 */
export function leaveOut(
  packaged: string,
  variables: Record<string, string>,
): { name: string; leftOut: string[]; retained: string[] } {
  const file = join(packaged, 'serverless-state.json');
  const state = v.parse(State, JSON.parse(readFileSync(file, 'utf8')));
  const { service, provider } = state.service;
  const all = Object.entries(provider.compiledCloudFormationTemplate.Resources);
  const known = all.filter(([, resource]) => !isUnknown(resource));
  provider.compiledCloudFormationTemplate.Resources = Object.fromEntries(
    known.map(([id, resource]) => [id, withVariables(overHttp(resource), variables)]),
  );
  writeFileSync(file, JSON.stringify(state));
  return {
    name: `${service}-${provider.stage}`,
    leftOut: all.flatMap(([id, resource]) => (isUnknown(resource) ? [id] : [])),
    retained: all.flatMap(([id, { DeletionPolicy }]) => (DeletionPolicy === 'Retain' ? [id] : [])),
  };
}
