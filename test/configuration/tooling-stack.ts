import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { parse } from 'yaml';
import { PolicyDocument } from '../../emulators/aws/policy-document.ts';
import { existingResources, Template } from '../../infrastructure/existing-resources.ts';
import { evaluated } from './intrinsics.ts';
import { ROOT } from './sources.ts';

/** A stack as CloudFormation makes it of a template: its resources by id, with every intrinsic function evaluated. */
export interface DeployedStack {
  account: string;
  resources: Map<string, { Type: string; Properties: unknown }>;
  arnOf(id: string): string;
}

const Parameters = v.object({
  Parameters: v.optional(v.record(v.string(), v.object({ Default: v.optional(v.string()) })), {}),
});

/** In which account, and with which parameters: the others have their defaults. */
interface Deployment {
  account: string;
  parameters?: Record<string, string>;
}

/** Deploys a template to an account in us-east-1. What it does not name gets a name that begins as CloudFormation's. */
export function deployedStack(template: unknown, { account, parameters = {} }: Deployment): DeployedStack {
  const defaults = Object.entries(v.parse(Parameters, template).Parameters).map(
    ([name, { Default }]) => [name, Default] as const,
  );
  const known = new Map<string, string | undefined>([
    ...defaults,
    ...Object.entries(parameters),
    ...Object.entries({ 'AWS::Partition': 'aws', 'AWS::Region': 'us-east-1', 'AWS::AccountId': account }),
    ...Object.entries({ 'AWS::StackId': `arn:aws:cloudformation:us-east-1:${account}:stack/s/a-b-c-d-e` }),
  ]);
  const lookUp = (name: string) => known.get(name);
  const parsed = v.parse(Template, template);
  const Conditions = v.parse(v.record(v.string(), v.unknown()), evaluated(parsed.Conditions, lookUp));
  const existing = [...existingResources({ ...parsed, Conditions })];
  for (const [id, { Type, Properties }] of existing)
    for (const [attribute, value] of Object.entries(
      identity(account, { id, Type, Properties: evaluated(Properties, lookUp) }),
    ))
      known.set(attribute === 'Ref' ? id : `${id}.${attribute}`, value);
  return {
    account,
    resources: new Map(
      existing.map(([id, { Type, Properties }]) => [id, { Type, Properties: evaluated(Properties, lookUp) }]),
    ),
    arnOf: (id) => known.get(`${id}.Arn`) ?? missing(id),
  };
}

/** Where a type's ARN has the name, which property gives the name, and whether a reference gives the ARN. */
const KINDS: Record<string, [arn: string, property?: string, ref?: 'arn']> = {
  'AWS::DynamoDB::Table': ['dynamodb:us-east-1:account:table/'],
  'AWS::Events::EventBus': ['events:us-east-1:account:event-bus/', 'Name'],
  'AWS::Events::Rule': ['events:us-east-1:account:rule/', 'Name'],
  'AWS::IAM::Role': ['iam::account:role/', 'RoleName'],
  'AWS::KMS::Key': ['kms:us-east-1:account:key/'],
  'AWS::Lambda::Function': ['lambda:us-east-1:account:function:', 'FunctionName'],
  'AWS::Logs::LogGroup': ['logs:us-east-1:account:log-group:', 'LogGroupName'],
  'AWS::S3::Bucket': ['s3:::'],
  'AWS::SNS::Topic': ['sns:us-east-1:account:', 'TopicName', 'arn'],
  'AWS::SQS::Queue': ['sqs:us-east-1:account:'],
  'AWS::StepFunctions::StateMachine': ['states:us-east-1:account:stateMachine:', 'StateMachineName', 'arn'],
};

/** What a reference to a resource gives, and its attributes. A rule of a bus has its bus before its name. */
function identity(
  account: string,
  { id, Type, Properties }: { id: string; Type: string; Properties: unknown },
) {
  const [kind = `other:us-east-1:account:`, property = '', ref] = KINDS[Type] ?? [];
  const { [property]: given, EventBusName: bus } = Object(Properties);
  const name = String(given ?? `rollcall-prod-${id.toLowerCase()}`);
  const isOfBus = Type === 'AWS::Events::Rule' && bus !== undefined;
  const Arn = `arn:aws:${kind.replace('account', account)}${isOfBus ? `${BUS}/` : ''}${name}`;
  return { Ref: ref === 'arn' ? Arn : isOfBus ? `${BUS}|${name}` : name, Arn, QueueName: name };
}

const BUS = 'rollcall-prod-organization';

const Role = v.object({ Policies: v.optional(v.array(v.object({ PolicyDocument })), []) });
const Attached = v.object({ Roles: v.array(v.string()), PolicyDocument });

/** The policies of a role of the stack, its own and those that are attached to it. */
export function rolePolicies({ resources, arnOf }: DeployedStack, id: string): PolicyDocument[] {
  const own = v.parse(Role, resources.get(id)?.Properties).Policies;
  const attached = [...resources.values()].flatMap(({ Type, Properties }) =>
    Type === 'AWS::IAM::Policy' ? [v.parse(Attached, Properties)] : [],
  );
  return [
    ...own,
    ...attached.filter(({ Roles }) => Roles.some((name) => arnOf(id).endsWith(`:role/${name}`))),
  ].map((each) => each.PolicyDocument);
}

const FUNCTIONS = ['GetAtt', 'Sub', 'Join', 'Equals', 'Not', 'If', 'Split', 'Select'];

/** A CloudFormation template in YAML, with its short forms written out. @param path from the project's root */
export const templateIn = (path: string): unknown =>
  parse(readFileSync(`${ROOT}${path}`, 'utf8'), {
    customTags: [
      { tag: '!Ref', resolve: (Ref: string) => ({ Ref }) },
      ...FUNCTIONS.flatMap((name) => [
        {
          tag: `!${name}`,
          resolve: (text: string) => ({ [`Fn::${name}`]: name === 'GetAtt' ? text.split('.') : text }),
        },
        {
          tag: `!${name}`,
          collection: 'seq' as const,
          resolve: (list: { toJSON(): unknown }) => ({ [`Fn::${name}`]: list.toJSON() }),
        },
      ]),
    ],
  });

function missing(id: string): never {
  throw new Error(`the stack has no ${id}`);
}
