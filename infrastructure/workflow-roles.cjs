const { PREFIX } = require('./naming.cjs');
const { allow, trust, trustRules } = require('./policy.cjs');
const { workflows } = require('./workflow-files.cjs');

/**
 * The role of a state machine: it may invoke the functions that its definition names, run the other workflows that it
 * names, and write its log and its traces.
 * Source: Step Functions Developer Guide, "Using CloudWatch Logs to log execution history" and "Trace with X-Ray".
 */
exports.machineRole = ({ name, id, functions, machines }) =>
  role(trust('states', `stateMachine:${PREFIX}-${name}`), {
    'invoke-functions': allow([
      'lambda:InvokeFunction',
      functions.map((it) => ({ 'Fn::GetAtt': [`${it}LambdaFunction`, 'Arn'] })),
    ]),
    ...(machines.length > 0 && { 'run-workflows': runWorkflows(name, machines) }),
    'write-log-and-traces': allow(
      [['logs:CreateLogStream', 'logs:PutLogEvents'], { 'Fn::GetAtt': [`${id}Log`, 'Arn'] }],
      [DELIVER_LOGS, '*'], // CloudWatch Logs has no resources for these
      [TRACE, '*'], // nor has X-Ray
    ),
  });

/**
 * To start the executions of other workflows, and to wait for their ends, which EventBridge reports by a rule of Step
 * Functions' own; and, for a Distributed Map, to start and to watch executions of itself.
 * Source: Step Functions Developer Guide, "Start a new AWS Step Functions state machine" and "Creating IAM policies for
 * Distributed Map states".
 */
function runWorkflows(name, machines) {
  const arn = (service, resource) => ({
    'Fn::Sub': `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`,
  });
  const executions = (id) =>
    arn('states', `execution:${PREFIX}-${workflows.find((it) => it.id === id).name}:*`);
  return allow(
    [
      'states:StartExecution',
      [...machines.map((Ref) => ({ Ref })), arn('states', `stateMachine:${PREFIX}-${name}`)],
    ],
    [
      ['states:DescribeExecution', 'states:StopExecution'],
      [...machines.map(executions), arn('states', `execution:${PREFIX}-${name}*`)],
    ],
    [
      ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'],
      arn('events', 'rule/StepFunctionsGetEventsForStepFunctionsExecutionRule'),
    ],
  );
}

/** The role by which the rules of this stack start a state machine. */
exports.startRole = ({ id }) =>
  role(trustRules, { 'start-executions': allow(['states:StartExecution', { Ref: id }]) });

const role = (AssumeRolePolicyDocument, policies) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument,
    Policies: Object.entries(policies).map(([PolicyName, PolicyDocument]) => ({
      PolicyName,
      PolicyDocument,
    })),
  },
});

const DELIVER_LOGS = [
  'logs:CreateLogDelivery',
  'logs:GetLogDelivery',
  'logs:UpdateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:DescribeResourcePolicies',
  'logs:DescribeLogGroups',
];

const TRACE = [
  'xray:PutTraceSegments',
  'xray:PutTelemetryRecords',
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
];
