const { logOf, pascal, PREFIX } = require('./naming.cjs');
const { allow, trust } = require('./policy.cjs');

// Lambda reads a bundle as another user. Source: Lambda Developer Guide, "Deploy Node.js Lambda functions with .zip file archives".
process.umask(0o022);

/**
 * What every function of `serverless.yml` has beside its code: a role that may write its log and its traces, and the
 * log group that it writes to. permissions.yml adds to the roles what each function does besides.
 *
 * A role has its function's name: in member accounts, policies of access roles name the roles that may assume them.
 */
module.exports = async ({ resolveVariable }) => {
  const keys = Object.keys(await resolveVariable('self:functions'));
  const reserved = String(await resolveVariable('param:reservedConcurrency'));
  return {
    Conditions: {
      ReservesConcurrency: { 'Fn::Not': [{ 'Fn::Equals': [reserved, 'DISABLED'] }] },
    },
    Resources: Object.fromEntries(keys.map((key) => [`${pascal(key)}Role`, role(key)])),
    extensions: Object.fromEntries(keys.map((key) => [`${pascal(key)}LambdaFunction`, writesTo(logOf(key))])),
  };
};

const role = (key) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName: `${PREFIX}-${key}`,
    AssumeRolePolicyDocument: trust('lambda'),
    Policies: [
      {
        PolicyName: 'write-log-and-traces',
        PolicyDocument: allow(
          [['logs:CreateLogStream', 'logs:PutLogEvents'], { 'Fn::GetAtt': [logOf(key), 'Arn'] }],
          [['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], '*'], // X-Ray has no resources for these
        ),
      },
    ],
  },
});

const writesTo = (log) => ({ Properties: { LoggingConfig: { LogGroup: { Ref: log } } } });
