const { logOf, pascal } = require('./naming.cjs');
const { allow, trust } = require('./policy.cjs');

/**
 * What every function of `serverless.yml` has beside its code: a role that may write its log and its traces, and the
 * log group that it writes to. permissions.yml adds to the roles what each function does besides.
 */
module.exports = async ({ resolveVariable }) => {
  const keys = Object.keys(await resolveVariable('self:functions'));
  return {
    Resources: Object.fromEntries(keys.map((key) => [`${pascal(key)}Role`, role(logOf(key))])),
    extensions: Object.fromEntries(keys.map((key) => [`${pascal(key)}LambdaFunction`, writesTo(logOf(key))])),
  };
};

const role = (log) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: trust('lambda'),
    Policies: [
      {
        PolicyName: 'write-log-and-traces',
        PolicyDocument: allow(
          [['logs:CreateLogStream', 'logs:PutLogEvents'], { 'Fn::GetAtt': [log, 'Arn'] }],
          [['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], '*'], // X-Ray has no resources for these
        ),
      },
    ],
  },
});

const writesTo = (log) => ({ Properties: { LoggingConfig: { LogGroup: { Ref: log } } } });
