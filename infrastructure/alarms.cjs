const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { parse } = require('yaml');
const { pascal } = require('./naming.cjs');
const organization = require('./organization.cjs');
const { workflows } = require('./workflow-files.cjs');

const NOTICE = [{ Ref: 'Failures' }];

/**
 * The alarms, which go to the topic of notifications.yml, and so do their recoveries: those of every workflow, one each for
 * all functions and for all rules, and one for the queue. docs/decisions/0017-alarms-that-grow.md says why "all" is a
 * composite alarm.
 */
module.exports = async ({ resolveVariable }) => {
  const functions = Object.keys(await resolveVariable('self:functions')).map(pascal);
  const { stack: forwarded, bus } = await organization({ resolveVariable });
  const lost = ruleLost(bus);
  const rules = [...OWN, ...rulesIn(forwarded)];
  const notifying = {
    ...Object.assign({}, ...workflows.map(ofWorkflow)),
    // By the rule that sends the notices: the metrics of a state machine count what a roll call started, too.
    ExecutionFailed: alarm({
      says: 'An execution failed. The notice says where and why, and how to run it again.',
      metric: ['AWS/Events', 'TriggeredRules'],
      of: ['RuleName', { Ref: 'FailedNotice' }],
    }),
    EventUndelivered: alarm({
      says: 'An event is in the dead-letter queue. Read it there, fix the cause, and start the workflow by hand.',
      metric: ['AWS/SQS', 'ApproximateNumberOfMessagesVisible'],
      of: ['QueueName', { 'Fn::GetAtt': ['UndeliveredEvents', 'QueueName'] }],
      Statistic: 'Maximum',
    }),
    EventLost: anyOf(rules.map(lost), {
      says: 'An event was neither delivered nor kept in the dead-letter queue.',
    }),
    NoRollCall: alarm({
      says: 'No roll call has succeeded in the last 26 hours, or since the deployment. Look at the last executions of roll-call.',
      metric: ['AWS/States', 'ExecutionsSucceeded'],
      of: ['StateMachineArn', { Ref: 'RollCall' }],
      ...{ Period: 3600, EvaluationPeriods: 26, Threshold: 1, ComparisonOperator: 'LessThanThreshold' },
      TreatMissingData: { 'Fn::If': ['HasRollCall', 'breaching', 'notBreaching'] },
    }),
    FunctionsThrottled: anyOf(functions.map(throttled), {
      says: "Lambda refuses invocations: the functions' concurrency, or the account's, is used up.",
    }),
  };
  const Resources = Object.fromEntries([...functions.map(throttled), ...rules.map(lost)]);
  for (const [id, { Type, Properties }] of Object.entries(notifying))
    Resources[id] = { Type, Properties: { ...Properties, AlarmActions: NOTICE, OKActions: NOTICE } };
  const arns = Object.keys(notifying).map((id) => ({ 'Fn::GetAtt': [id, 'Arn'] }));
  return { stack: { Resources }, quotedArns: { 'Fn::Join': ['", "', arns] } };
};

/** The rules of a template by id; each sends what it cannot deliver to the dead-letter queue. */
const rulesIn = ({ Resources }) =>
  Object.entries(Resources).filter(([, { Type }]) => Type === 'AWS::Events::Rule');

const OWN = ['events.yml', 'reports.yml', 'notifications.yml']
  .map((file) => parse(readFileSync(join(__dirname, file), 'utf8'), { logLevel: 'silent' }))
  .flatMap(rulesIn);

const ofWorkflow = ({ name, id }) => {
  const of = ['StateMachineArn', { Ref: id }];
  return {
    [`${id}TimedOut`]: alarm({
      says: `An execution of ${name} did not end within the time of its state machine. Start it again.`,
      metric: ['AWS/States', 'ExecutionsTimedOut'],
      of,
    }),
    [`${id}Throttled`]: alarm({
      says: `Step Functions slows down ${name}, as too many executions run at once.`,
      metric: ['AWS/States', 'ExecutionThrottled'],
      of,
      EvaluationPeriods: 3,
    }),
  };
};

const throttled = (name) => [
  `${name}Throttled`,
  alarm({
    says: `Lambda refuses invocations of ${name}. FunctionsThrottled sends the notice.`,
    metric: ['AWS/Lambda', 'Throttles'],
    of: ['FunctionName', { Ref: `${name}LambdaFunction` }],
    EvaluationPeriods: 3,
  }),
];

/** A rule of another bus than the default one is counted with its bus, and a reference to it is `<bus>|<rule>`. */
const ruleLost =
  (bus) =>
  ([rule, { Properties }]) => {
    const isOfBus = 'EventBusName' in Properties && bus.Ref !== 'AWS::NoValue';
    return [
      `${rule}Lost`,
      alarm({
        says: `An event of ${rule} did not reach the dead-letter queue. EventLost sends the notice.`,
        metric: ['AWS/Events', 'InvocationsFailedToBeSentToDlq'],
        ...(isOfBus
          ? { of: ['RuleName', Properties.Name], on: [{ Name: 'EventBusName', Value: bus }] }
          : { of: ['RuleName', { Ref: rule }] }),
      }),
    ];
  };

const alarm = ({ says, metric: [Namespace, MetricName], of: [Name, Value], on = [], ...others }) => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    AlarmDescription: says,
    Namespace,
    MetricName,
    Dimensions: [...on, { Name, Value }],
    Statistic: 'Sum',
    Period: 300,
    EvaluationPeriods: 1,
    Threshold: 0,
    ComparisonOperator: 'GreaterThanThreshold',
    TreatMissingData: 'notBreaching',
    ...others,
  },
});

const anyOf = (alarms, { says, ...others }) => ({
  Type: 'AWS::CloudWatch::CompositeAlarm',
  Properties: {
    AlarmDescription: says,
    AlarmRule: {
      'Fn::Join': [' OR ', alarms.map(([id]) => ({ 'Fn::Sub': `ALARM("\${${id}.Arn}")` }))],
    },
    ...others,
  },
});
