import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { extensions, resources, serverless } from './deployment.ts';
import { pascal } from './naming.ts';
import { ROOT } from './sources.ts';

const ofType = (type: string) =>
  [...resources]
    .filter(([, { Type }]) => Type === type)
    .map(([id, { Properties }]): Record<string, unknown> & { id: string } => ({ ...Properties, id }));

const Ref = v.object({ Ref: v.string() });
const GetAtt = v.object({ 'Fn::GetAtt': v.strictTuple([v.string(), v.string()]) });

const Document = v.object({
  Statement: v.array(
    v.looseObject({ Effect: v.string(), Condition: v.optional(v.unknown()), Principal: v.unknown() }),
  ),
});

/** The account that a saved query asks about until somebody writes another. */
const SAMPLE = /444455556666/;

/** Every logical id that a value refers to, by Ref, GetAtt, or `${…}` of a Sub. */
function references(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(references);
  if (typeof value === 'string')
    return [...value.matchAll(/\$\{([A-Za-z:]+)(?:\.\w+)?\}/g)]
      .map(([, id = '']) => id)
      .filter((id) => !['Service', 'Alarms', 'Console'].includes(id));
  if (typeof value !== 'object' || value === null) return [];
  const ref = v.is(Ref, value) ? [value.Ref] : [];
  const got = v.is(GetAtt, value) ? [value['Fn::GetAtt'][0]] : [];
  return [...ref, ...got, ...Object.values(value).flatMap(references)];
}

const Dimension = v.object({ Name: v.string(), Value: v.unknown() });
const Metric = v.object({ Namespace: v.string(), MetricName: v.string(), Dimensions: v.array(Dimension) });

/** The metrics that AWS publishes, with the dimension they have and the type of resource it names. Source: CloudWatch pages of each service's guide. */
const PUBLISHED: Record<string, { metrics: string; dimension: string; type?: string }> = {
  'AWS/States': {
    metrics:
      'ExecutionsStarted ExecutionsSucceeded ExecutionsFailed ExecutionsTimedOut ExecutionsAborted ExecutionThrottled',
    dimension: 'StateMachineArn',
    type: 'AWS::StepFunctions::StateMachine',
  },
  'AWS/Lambda': { metrics: 'Throttles Errors Invocations Duration', dimension: 'FunctionName' },
  'AWS/SQS': {
    metrics: 'ApproximateNumberOfMessagesVisible ApproximateAgeOfOldestMessage',
    dimension: 'QueueName',
    type: 'AWS::SQS::Queue',
  },
  'AWS/Events': {
    metrics: 'TriggeredRules MatchedEvents Invocations FailedInvocations InvocationsFailedToBeSentToDlq',
    dimension: 'RuleName',
    type: 'AWS::Events::Rule',
  },
};
const metricsOf = (namespace: string) => PUBLISHED[namespace]?.metrics.split(' ');

/** The alarms whose notices a composite alarm sends, by its logical id. */
const children = new Map(
  ofType('AWS::CloudWatch::CompositeAlarm').map(({ id, ...alarm }) => [id, references(alarm['AlarmRule'])]),
);
const isChild = (id: string) => [...children.values()].flat().includes(id);
const alarms = ofType('AWS::CloudWatch::Alarm');

describe('the stack', () => {
  it.each(alarms)(
    'has for the alarm $id a metric that is published, of a resource that exists, and absence is no alarm',
    (alarm) => {
      const { Namespace, MetricName, Dimensions } = v.parse(Metric, alarm);
      const published = PUBLISHED[Namespace];
      expect(metricsOf(Namespace)).toContain(MetricName);
      expect(Dimensions.map(({ Name }) => Name)).toEqual([published?.dimension]);
      const [named = ''] = references(Dimensions[0]?.Value);
      expect(
        published?.type === undefined
          ? named.endsWith('LambdaFunction')
          : resources.get(named)?.Type === published.type,
      ).toBe(true);
      const absence = { 'Fn::If': ['HasRollCall', 'breaching', 'notBreaching'] }; // which is what it watches for
      expect(alarm).toMatchObject({
        TreatMissingData: alarm.id === 'NoRollCall' ? absence : 'notBreaching',
      });
    },
  );

  it('sends the notice of every alarm and of its recovery once: by itself, or by the composite alarm that it is part of', () => {
    const sent = [...resources].filter(([, { Properties }]) => 'AlarmActions' in Properties);
    for (const [id, { Properties }] of sent)
      expect({ id, ...Properties }).toMatchObject({
        id,
        AlarmActions: [{ Ref: 'Failures' }],
        OKActions: [{ Ref: 'Failures' }],
      });
    expect(sent.map(([id]) => id).sort()).toEqual(
      [...children.keys(), ...alarms.map(({ id }) => id).filter((id) => !isChild(id))].sort(),
    );
  });

  it('counts as failed exactly the executions that a notice is sent of, so not those that a roll call started', () => {
    expect(resources.get('ExecutionFailed')?.Properties).toMatchObject({
      MetricName: 'TriggeredRules',
      Dimensions: [{ Name: 'RuleName', Value: { Ref: 'FailedNotice' } }],
    });
    const counting = alarms.filter((alarm) => alarm['MetricName'] === 'ExecutionsFailed');
    expect(counting).toEqual([]);
  });

  it('watches every function for throttling, and every rule for events that are lost', () => {
    const functions = Object.keys(serverless.functions).map((key) => `${pascal(key)}Throttled`);
    const rules = ofType('AWS::Events::Rule').map(({ id }) => `${id}Lost`);
    expect(Object.fromEntries(children)).toEqual({ FunctionsThrottled: functions, EventLost: rules });
  });

  it('has a policy for every queue and topic, which admits only named sources, over TLS', () => {
    const policies = [...ofType('AWS::SQS::QueuePolicy'), ...ofType('AWS::SNS::TopicPolicy')];
    const covered = policies.flatMap((policy) => references([policy['Queues'], policy['Topics']]));
    for (const { id } of [...ofType('AWS::SQS::Queue'), ...ofType('AWS::SNS::Topic')])
      expect(covered).toContain(id);
    for (const policy of policies) {
      const { Statement } = v.parse(Document, policy['PolicyDocument']);
      for (const { Effect, Condition } of Statement) {
        if (Effect === 'Allow') expect(Condition).toMatchObject({ ArnLike: { 'aws:SourceArn': {} } });
      }
      expect(Statement).toContainEqual(
        expect.objectContaining({
          Effect: 'Deny',
          Principal: '*',
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
      );
    }
  });

  it('lets a service use a role only on behalf of its own resources, except Lambda, which says nothing of them', () => {
    for (const { id, ...role } of ofType('AWS::IAM::Role')) {
      const { Statement } = v.parse(Document, role['AssumeRolePolicyDocument']);
      for (const { Principal, Condition } of Statement) {
        if (JSON.stringify(Principal).includes('lambda.')) continue;
        expect([id, Condition]).toMatchObject([
          id,
          {
            StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
            ArnLike: {
              'aws:SourceArn': { 'Fn::Sub': expect.stringContaining('${self:service}-${sls:stage}-') },
            },
          },
        ]);
      }
    }
  });

  it('names every rule as the roles and the queue that trust it expect', () => {
    for (const { id, ...rule } of ofType('AWS::Events::Rule'))
      expect([id, rule['Name']]).toEqual([
        id,
        expect.stringMatching(/^\$\{self:service\}-\$\{sls:stage\}-[a-z-]+$/),
      ]);
  });

  it('lets only the functions that conclude a workflow write the audit', () => {
    const writers = ofType('AWS::IAM::Role').filter((role) => references(role).includes('AuditLog'));
    expect(writers.map(({ id }) => id)).toEqual([
      'ConcludeEnrollmentRole',
      'ConcludeOffboardingRole',
      'ConcludeRollCallRole',
    ]);
    const functions = [...extensions].filter(([, added]) => references(added).includes('AuditLog'));
    expect(functions.map(([id]) => id)).toEqual([
      'ConcludeEnrollmentLambdaFunction',
      'ConcludeOffboardingLambdaFunction',
      'ConcludeRollCallLambdaFunction',
    ]);
  });

  it('gives every target of a rule a retry policy and a dead-letter queue that it may write to', () => {
    for (const rule of ofType('AWS::Events::Rule')) {
      for (const target of v.parse(v.array(v.unknown()), rule['Targets'])) {
        expect(target).toMatchObject({
          RetryPolicy: { MaximumEventAgeInSeconds: 86400, MaximumRetryAttempts: 185 },
          DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['UndeliveredEvents', 'Arn'] } },
        });
      }
    }
  });

  it('keeps every log group for the days of the parameter, also when the stack is removed', () => {
    const groups = ofType('AWS::Logs::LogGroup');
    expect(groups.map(({ id }) => id).sort()).toEqual([
      'AuditLog',
      'EnrollAccountLog',
      'FunctionLog',
      'OffboardAccountLog',
      'RollCallLog',
    ]);
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

const Dashboard = v.object({
  DashboardBody: v.object({ 'Fn::Sub': v.strictTuple([v.string(), v.unknown()]) }),
});

describe('the dashboard', () => {
  const { DashboardBody } = v.parse(Dashboard, resources.get('Dashboard')?.Properties);
  const [body, variables] = DashboardBody['Fn::Sub'];

  it('shows metrics that AWS or the functions publish', () => {
    const { widgets } = v.parse(
      v.object({
        widgets: v.array(
          v.looseObject({
            properties: v.looseObject({ metrics: v.optional(v.array(v.array(v.unknown()))) }),
          }),
        ),
      }),
      JSON.parse(body.replaceAll(/\$\{[\w:.]+\}/g, 'x')),
    );
    let namespace = '';
    for (const [first, name] of widgets.flatMap(({ properties }) => properties.metrics ?? [])) {
      if (typeof first !== 'string') continue;
      namespace = first === '.' ? namespace : first;
      expect(metricsOf(namespace)).toContain(name);
    }
    const published = ['enrollment', 'offboarding', 'roll-call']
      .map((part) => readFileSync(`${ROOT}lib/${part}/metrics.ts`, 'utf8'))
      .join('');
    for (const [, search = ''] of body.matchAll(/SEARCH\('([^']+)/g)) {
      expect(search).toContain('{Rollcall,service,vendor}');
      for (const [, name = ''] of search.matchAll(/\\"([A-Z]\w+)\\"/g))
        expect(published).toContain(`'${name}'`);
    }
  });

  it('shows every alarm that sends a notice', () => {
    const shown = references(variables).filter((id) => resources.has(id));
    expect(body).toContain('"alarms": ["${Alarms}"]');
    expect(shown.sort()).toEqual(
      [...children.keys(), ...alarms.map(({ id }) => id).filter((id) => !isChild(id))].sort(),
    );
  });
});

it('the reports are locked only where a deployment asks for it, each version for the time that it says', () => {
  const [reports] = ofType('AWS::S3::Bucket');
  const absent = { Ref: 'AWS::NoValue' };
  const DefaultRetention = { Mode: '${param:reportLock}', Days: '${param:reportLockDays}' };
  expect(serverless.params.default).toMatchObject({ reportLock: 'DISABLED' });
  expect(reports).toMatchObject({
    VersioningConfiguration: { Status: 'Enabled' },
    ObjectLockEnabled: ['HasReportLock', true, absent],
    ObjectLockConfiguration: [
      'HasReportLock',
      { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention } },
      absent,
    ],
  });
});
