const { PREFIX } = require('./naming.cjs');
const { allow, trust, trustRules } = require('./policy.cjs');

/**
 * The role of a state machine: it may invoke the functions that its definition names, and write its log and its traces.
 * Source: Step Functions Developer Guide, "Using CloudWatch Logs to log execution history" and "Trace with X-Ray".
 */
exports.machineRole = ({ name, id, functions }) =>
  role(trust('states', `stateMachine:${PREFIX}-${name}`), {
    'invoke-functions': allow([
      'lambda:InvokeFunction',
      functions.map((it) => ({ 'Fn::GetAtt': [`${it}LambdaFunction`, 'Arn'] })),
    ]),
    'write-log-and-traces': allow(
      [['logs:CreateLogStream', 'logs:PutLogEvents'], { 'Fn::GetAtt': [`${id}Log`, 'Arn'] }],
      [DELIVER_LOGS, '*'], // CloudWatch Logs has no resources for these
      [TRACE, '*'], // nor has X-Ray
    ),
  });

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
