const CONSOLE = { 'Fn::If': ['IsGovCloud', 'console.amazonaws-us-gov.com', 'console.aws.amazon.com'] };

/**
 * The targets of the rules that send a notice of an execution, as plain text. EventBridge puts values into a text as they
 * are, so a value with a quotation mark would break the notice: input, output and cause are not in it, but one link away.
 * Source: EventBridge User Guide, "Input transformation": "EventBridge doesn't escape values".
 */
exports.failed = target(
  { error: '$.detail.error' },
  'Rollcall (${sls:stage}): an execution failed with <error>',
  'Next: open the execution. Its input says which account, its last event which vendor, state and cause, and how to run it again.',
);

exports.stopped = target(
  { status: '$.detail.status' },
  'Rollcall (${sls:stage}): an execution was stopped: <status>',
  'Next: open the execution. It wrote no audit lines. Start the state machine again with the same input.',
);

function target(paths, subject, next) {
  const lines = [
    subject,
    '',
    'Execution: <name>',
    'State machine: <machine>',
    'Time: <time>',
    '',
    next,
    'https://<region>.${Console}/states/home?region=<region>#/v2/executions/details/<execution>',
    'Audit lines: CloudWatch Logs Insights, saved query Rollcall/${sls:stage}/failures of the last 7 days',
  ];
  return [
    {
      Id: 'Failures',
      Arn: { Ref: 'Failures' },
      RoleArn: { 'Fn::GetAtt': ['SendNoticesRole', 'Arn'] },
      InputTransformer: {
        InputPathsMap: {
          ...paths,
          name: '$.detail.name',
          execution: '$.detail.executionArn',
          machine: '$.detail.stateMachineArn',
          time: '$.time',
          region: '$.region',
        },
        InputTemplate: {
          'Fn::Sub': [lines.map((line) => `"${line}"`).join('\n'), { Console: CONSOLE }],
        },
      },
      RetryPolicy: { MaximumEventAgeInSeconds: 86400, MaximumRetryAttempts: 185 },
      DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['UndeliveredEvents', 'Arn'] } },
    },
  ];
}
