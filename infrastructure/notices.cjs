const CONSOLE = { 'Fn::If': ['IsGovCloud', 'console.amazonaws-us-gov.com', 'console.aws.amazon.com'] };

/**
 * The targets of the rules that send a notice, as plain text. A text holds only what its events have: one
 * that was stopped has no error and no cause. The topic sets no subject for an event, so the first line is one.
 *
 * EventBridge puts values in as they are. A text of several lines is not JSON, so quotation marks should do no harm; that
 * was never tried. If EventBridge refused such a text, the dead-letter queue and EventUndelivered would show it.
 * Source: EventBridge User Guide, "Input transformation"; Step Functions Developer Guide, "Automating event delivery".
 */
exports.failed = target({
  paths: { error: '$.detail.error', cause: '$.detail.cause' },
  subject: 'Rollcall (${sls:stage}): an execution failed with <error>',
  details: ['Cause: <cause>'],
  next: 'Next: fix the cause, and start the state machine again as the cause says, or with the same input. The execution:',
});

exports.stopped = target({
  paths: {},
  subject: 'Rollcall (${sls:stage}): an execution was stopped: <status>',
  details: [],
  next: 'Next: it wrote no audit lines. Start the state machine again with the same input. The execution:',
});

/** Of the rule that infrastructure/organization.cjs has. */
exports.foreign = notice({
  paths: { account: '$.account', source: '$.source', id: '$.id', time: '$.time', region: '$.region' },
  lines: [
    'Rollcall (${sls:stage}): an event of another account is on the bus of the organization',
    '',
    'Account: <account>',
    'Source: <source>',
    'Event: <id>',
    'Time: <time>',
    '',
    'Next: nothing was started. See in CloudTrail who put the event, and who may put events on this bus:',
    'https://<region>.${Console}/events/home?region=<region>#/eventbuses',
  ],
});

function target({ paths, subject, details, next }) {
  const lines = [
    subject,
    '',
    'Execution: <name>, <status>',
    'State machine: <machine>',
    'Time: <time>',
    ...details,
    '',
    next,
    'https://<region>.${Console}/states/home?region=<region>#/v2/executions/details/<execution>',
    'Input: <input>',
    'Audit lines: CloudWatch Logs Insights, saved query Rollcall/${sls:stage}/failures of the last 7 days',
  ];
  return notice({
    lines,
    paths: {
      ...paths,
      status: '$.detail.status',
      input: '$.detail.input',
      name: '$.detail.name',
      execution: '$.detail.executionArn',
      machine: '$.detail.stateMachineArn',
      time: '$.time',
      region: '$.region',
    },
  });
}

function notice({ paths: InputPathsMap, lines }) {
  return [
    {
      Id: 'Failures',
      Arn: { Ref: 'Failures' },
      RoleArn: { 'Fn::GetAtt': ['SendNoticesRole', 'Arn'] },
      InputTransformer: {
        InputPathsMap,
        InputTemplate: {
          'Fn::Sub': [lines.map((line) => `"${line}"`).join('\n'), { Console: CONSOLE }],
        },
      },
      RetryPolicy: { MaximumEventAgeInSeconds: 86400, MaximumRetryAttempts: 185 },
      DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['UndeliveredEvents', 'Arn'] } },
    },
  ];
}
