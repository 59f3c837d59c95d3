import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { resources } from './deployment.ts';
import { ROOT } from './sources.ts';

const ofType = (type: string) =>
  [...resources]
    .filter(([, { Type }]) => Type === type)
    .map(([id, { Properties }]) => ({ id, ...Properties }));

const Ref = z.object({ Ref: z.string() });
const GetAtt = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) });

/** The logical ids of functions come from the Serverless Framework. */
const exists = (id: string) => resources.has(id) || /^\w+LambdaFunction$/.test(id) || id.startsWith('AWS::');

/** The account that a saved query asks about until somebody writes another. */
const SAMPLE = /444455556666/;

/** Every logical id that a value refers to, by Ref, GetAtt, or `${…}` of a Sub. */
function references(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(references);
  if (typeof value === 'string')
    return [...value.matchAll(/\$\{([A-Za-z:]+)(?:\.\w+)?\}/g)]
      .map(([, id = '']) => id)
      .filter((id) => id !== 'Service');
  if (typeof value !== 'object' || value === null) return [];
  const ref = Ref.safeParse(value).data?.Ref ?? GetAtt.safeParse(value).data?.['Fn::GetAtt'][0];
  return [...(ref === undefined ? [] : [ref]), ...Object.values(value).flatMap(references)];
}

const Dimension = z.object({ Name: z.string(), Value: z.unknown() });
const Metric = z.object({ Namespace: z.string(), MetricName: z.string(), Dimensions: z.array(Dimension) });
const Alarm = z.object({
  Metrics: z
    .array(
      z.object({
        Id: z.string(),
        Expression: z.string().optional(),
        MetricStat: z.object({ Metric }).optional(),
      }),
    )
    .optional(),
});

/** The metrics that AWS publishes, with the dimension they have and the type of resource it names. Source: CloudWatch pages of each service's guide. */
const PUBLISHED: Record<string, { metrics: string[]; dimension: string; type: string | undefined }> = {
  'AWS/States': {
    metrics: [
      'ExecutionsStarted',
      'ExecutionsSucceeded',
      'ExecutionsFailed',
      'ExecutionsTimedOut',
      'ExecutionsAborted',
      'ExecutionThrottled',
    ],
    dimension: 'StateMachineArn',
    type: 'AWS::StepFunctions::StateMachine',
  },
  'AWS/Lambda': {
    metrics: ['Throttles', 'Errors', 'Invocations', 'Duration'],
    dimension: 'FunctionName',
    type: undefined,
  },
  'AWS/SQS': {
    metrics: ['ApproximateNumberOfMessagesVisible', 'ApproximateAgeOfOldestMessage'],
    dimension: 'QueueName',
    type: 'AWS::SQS::Queue',
  },
  'AWS/Events': {
    metrics: ['TriggeredRules', 'MatchedEvents', 'Invocations', 'FailedInvocations'],
    dimension: 'RuleName',
    type: 'AWS::Events::Rule',
  },
};

const metricsOf = (alarm: object) => {
  const { Metrics } = Alarm.parse(alarm);
  return Metrics === undefined
    ? [Metric.parse(alarm)]
    : Metrics.flatMap(({ MetricStat }) => MetricStat?.Metric ?? []);
};

describe('the stack', () => {
  it('refers to nothing that does not exist', () => {
    expect(resources.size).toBeGreaterThan(20);
    for (const [id, resource] of resources) {
      expect([
        id,
        references(resource.Properties).filter(
          (other) =>
            !exists(other) &&
            !other.startsWith('param:') &&
            !other.startsWith('self:') &&
            !other.startsWith('sls:') &&
            !other.startsWith('file'),
        ),
      ]).toEqual([id, []]);
    }
  });

  it.each(ofType('AWS::CloudWatch::Alarm'))(
    'has for the alarm $id a metric that is published, of a resource that exists',
    (alarm) => {
      const metrics = metricsOf(alarm);
      expect(metrics.length).toBeGreaterThan(0);
      for (const { Namespace, MetricName, Dimensions } of metrics) {
        const published = PUBLISHED[Namespace];
        expect(published?.metrics).toContain(MetricName);
        expect(Dimensions.map(({ Name }) => Name)).toEqual([published?.dimension]);
        const [named = ''] = references(Dimensions[0]?.Value);
        expect(
          published?.type === undefined
            ? named.endsWith('LambdaFunction')
            : resources.get(named)?.Type === published.type,
        ).toBe(true);
      }
    },
  );

  it.each(ofType('AWS::CloudWatch::Alarm'))(
    'tells the topic of the alarm $id, and is quiet when there is nothing to measure',
    (alarm) => {
      expect(alarm).toMatchObject({ AlarmActions: [{ Ref: 'Failures' }], TreatMissingData: 'notBreaching' });
    },
  );

  it('has a policy for every queue and topic, which lets in only named sources', () => {
    const policies = [...ofType('AWS::SQS::QueuePolicy'), ...ofType('AWS::SNS::TopicPolicy')];
    const covered = policies.flatMap((policy) =>
      references(z.looseObject({ Queues: z.unknown(), Topics: z.unknown() }).partial().parse(policy)),
    );
    for (const { id } of [...ofType('AWS::SQS::Queue'), ...ofType('AWS::SNS::Topic')])
      expect(covered).toContain(id);
    for (const policy of policies) expect(JSON.stringify(policy)).toMatch(/aws:Source(Arn|Account)/);
  });

  it('gives every target of a rule a retry policy and a dead-letter queue that it may write to', () => {
    const allowed = JSON.stringify(resources.get('UndeliveredEventsPolicy'));
    for (const rule of ofType('AWS::Events::Rule')) {
      const { Targets } = z.object({ Targets: z.array(z.looseObject({})) }).parse(rule);
      for (const target of Targets) {
        expect(target).toMatchObject({
          RetryPolicy: { MaximumEventAgeInSeconds: 86400, MaximumRetryAttempts: 185 },
          DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['UndeliveredEvents', 'Arn'] } },
        });
      }
      expect(allowed).toContain(`"Fn::GetAtt":["${rule.id}","Arn"]`);
    }
  });

  it('keeps every log group for the days of the parameter, also when the stack is removed', () => {
    const groups = ofType('AWS::Logs::LogGroup');
    expect(groups.map(({ id }) => id).sort()).toEqual(['FunctionLog', 'WorkflowLog']);
    for (const { id } of groups) {
      expect(resources.get(id)).toMatchObject({
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
        Properties: { RetentionInDays: '${param:logRetentionDays}' },
      });
    }
  });

  it('encrypts the topic and the queue', () => {
    expect(ofType('AWS::SNS::Topic')).toMatchObject([{ KmsMasterKeyId: { Ref: 'FailuresKey' } }]);
    expect(ofType('AWS::SQS::Queue')).toMatchObject([{ SqsManagedSseEnabled: true }]);
  });

  it('names no partition, no region and no account', () => {
    for (const [id, resource] of resources) {
      expect([
        id,
        JSON.stringify(resource)
          .replace(SAMPLE, '')
          .match(/arn:aws[:-]|us-east-1|\b\d{12}\b/g),
      ]).toEqual([id, null]);
    }
  });

  it('holds no secret', () => {
    expect(ofType('AWS::SecretsManager::Secret')).toEqual([]);
    const files = ['serverless.yml', 'infrastructure/permissions.yml'].map((path) =>
      readFileSync(`${ROOT}${path}`, 'utf8'),
    );
    for (const text of files) expect(text).not.toMatch(/(api_?key|client_?secret|password)\s*:/i);
  });
});

const Dashboard = z.object({ DashboardBody: z.object({ 'Fn::Sub': z.tuple([z.string(), z.unknown()]) }) });

describe('the dashboard', () => {
  const { DashboardBody } = Dashboard.parse(resources.get('Dashboard')?.Properties);
  const [body] = DashboardBody['Fn::Sub'];

  it('is JSON', () => {
    expect(() => JSON.parse(body.replaceAll(/\$\{[\w:.]+\}/g, 'x'))).not.toThrow();
  });

  it('shows metrics that AWS or the functions publish', () => {
    const { widgets } = z
      .object({
        widgets: z.array(
          z.looseObject({ properties: z.looseObject({ metrics: z.array(z.array(z.unknown())).optional() }) }),
        ),
      })
      .parse(JSON.parse(body.replaceAll(/\$\{[\w:.]+\}/g, 'x')));
    let namespace = '';
    for (const [first, name] of widgets.flatMap(({ properties }) => properties.metrics ?? [])) {
      if (typeof first !== 'string') continue;
      namespace = first === '.' ? namespace : first;
      expect(PUBLISHED[namespace]?.metrics).toContain(name);
    }
    const published = readFileSync(`${ROOT}lib/enrollment/metrics.ts`, 'utf8');
    for (const [, search = ''] of body.matchAll(/SEARCH\('([^']+)/g)) {
      expect(search).toContain('{Rollcall,service,vendor}');
      for (const [, name = ''] of search.matchAll(/\\"(Enrolled|Failed|Skipped|TimeToEnroll)\\"/g))
        expect(published).toContain(`'${name}'`);
    }
  });

  it('shows every alarm', () => {
    for (const { id } of ofType('AWS::CloudWatch::Alarm')) expect(body).toContain(`\${${id}.Arn}`);
  });
});
