const { PREFIX } = require('./naming.cjs');
const { workflows } = require('./workflow-files.cjs');
const { machineRole, startRole } = require('./workflow-roles.cjs');

/**
 * What every file of workflows/ becomes: a state machine, its log group, its role, the role by which rules start it,
 * and an output with its ARN.
 */
exports.stack = {
  Resources: Object.assign(
    {},
    ...workflows.map((workflow) => ({
      [workflow.id]: machine(workflow),
      [`${workflow.id}Log`]: logGroup(workflow),
      [`${workflow.id}Role`]: machineRole(workflow),
      [`Start${workflow.id}Role`]: startRole(workflow),
    })),
  ),
  Outputs: Object.fromEntries(
    workflows.map(({ name, id }) => [
      `${id}Arn`,
      { Description: `The state machine ${name}, to start by hand`, Value: { Ref: id } },
    ]),
  ),
};

/** The target of a rule that starts a workflow, by the id of the state machine. */
exports.targets = Object.fromEntries(workflows.map(({ id }) => [id, [target(id)]]));

/** The target of a schedule, by the id of the state machine: a dry run, unless the parameter says ENROLL. */
exports.daily = Object.fromEntries(
  workflows.map(({ id }) => [
    id,
    [{ ...target(id), Input: { 'Fn::If': ['RollCallReports', '{"dryRun":true}', '{}'] } }],
  ]),
);

/** The ARNs of all state machines. */
exports.arns = workflows.map(({ id }) => ({ Ref: id }));

function machine({ name, id, definition, functions, machines, namesPartition }) {
  return {
    Type: 'AWS::StepFunctions::StateMachine',
    Properties: {
      StateMachineName: `${PREFIX}-${name}`,
      StateMachineType: 'STANDARD', // its history is kept, and waits may be longer than five minutes
      RoleArn: { 'Fn::GetAtt': [`${id}Role`, 'Arn'] },
      DefinitionString: definition,
      DefinitionSubstitutions: {
        ...Object.fromEntries(functions.map((it) => [it, { 'Fn::GetAtt': [`${it}LambdaFunction`, 'Arn'] }])),
        ...Object.fromEntries(machines.map((it) => [it, { Ref: it }])),
        ...(namesPartition && { Partition: { Ref: 'AWS::Partition' } }),
      },
      LoggingConfiguration: {
        Level: 'ALL',
        IncludeExecutionData: true, // no secret ever is in it
        Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: { 'Fn::GetAtt': [`${id}Log`, 'Arn'] } } }],
      },
      TracingConfiguration: { Enabled: true },
    },
  };
}

/**
 * The name's beginning keeps the account's resource policy for log delivery short. Its end is from the stack's id: the
 * group outlives the stack, and must not be in the way of the next one.
 */
function logGroup({ name }) {
  const stackId = { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] };
  const end = { 'Fn::Select': [4, { 'Fn::Split': ['-', stackId] }] };
  return {
    Type: 'AWS::Logs::LogGroup',
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      LogGroupName: { 'Fn::Join': ['-', [`/aws/vendedlogs/states/${PREFIX}-${name}`, end]] },
      RetentionInDays: '${param:logRetentionDays}',
    },
  };
}

function target(id) {
  return {
    Id: id,
    Arn: { Ref: id },
    RoleArn: { 'Fn::GetAtt': [`Start${id}Role`, 'Arn'] },
    RetryPolicy: { MaximumEventAgeInSeconds: 86400, MaximumRetryAttempts: 185 },
    DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['UndeliveredEvents', 'Arn'] } },
  };
}
