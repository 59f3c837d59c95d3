import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Package, packaged } from './package.ts';

const FUNCTIONS = `
  takeRoll: { handler: functions/plan-enrollment.handler, role: TakeRollRole, timeout: 40, disableLogs: true }
  concludeRollCall: { handler: functions/conclude-enrollment.handler, role: ConcludeRollCallRole, timeout: 40, disableLogs: true }
`;

const WORKFLOW = `
StartAt: TakeRoll
States:
  TakeRoll: { Type: Task, Resource: '\${TakeRoll}', Next: EnrollMissing }
  EnrollMissing:
    Type: Task
    Resource: arn:aws:states:::states:startExecution.sync:2
    Parameters: { StateMachineArn: '\${EnrollAccount}' }
    Next: ConcludeRollCall
  ConcludeRollCall: { Type: Task, Resource: '\${ConcludeRollCall}', End: true }
`;

const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

describe('two functions and a workflow that names them', () => {
  let made: Package;
  const properties = (id: string) => made.resources[id]?.Properties;

  beforeAll(async () => {
    made = await packaged(async (folder) => {
      const file = join(folder, 'serverless.yml');
      const text = await readFile(file, 'utf8');
      await writeFile(
        file,
        text.replace(/^functions: .*\n/m, (line) => line.trim() + FUNCTIONS),
      );
      await writeFile(join(folder, 'workflows/roll-call.asl.yml'), WORKFLOW);
    });
  }, 120_000);

  afterAll(() => made.remove());

  it('bring their state machine, which is given the ARN of each thing that it names', () => {
    expect(properties('RollCall')).toMatchObject({
      StateMachineName: 'rollcall-prod-roll-call',
      RoleArn: arnOf('RollCallRole'),
      LoggingConfiguration: {
        Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: arnOf('RollCallLog') } }],
      },
    });
    expect(properties('RollCall')?.['DefinitionSubstitutions']).toEqual({
      TakeRoll: arnOf('TakeRollLambdaFunction'),
      ConcludeRollCall: arnOf('ConcludeRollCallLambdaFunction'),
      EnrollAccount: { Ref: 'EnrollAccount' },
    });
    expect(made.resources['StartRollCallRole']).toBeDefined();
  });

  it('let each workflow invoke its own functions and no other', () => {
    const invokes = (role: string) =>
      JSON.stringify(properties(role))
        .match(/\w+(?=LambdaFunction)/g)
        ?.toSorted();
    expect(invokes('RollCallRole')).toEqual(['ConcludeRollCall', 'TakeRoll']);
    expect(invokes('EnrollAccountRole')).not.toContain('TakeRoll');
  });

  it.each([
    ['TakeRoll', 'FunctionLog'],
    ['ConcludeRollCall', 'AuditLog'],
  ])('give %s a role that may write to the %s, and that log', (name, log) => {
    expect(properties(`${name}LambdaFunction`)).toMatchObject({
      Role: arnOf(`${name}Role`),
      LoggingConfig: { LogGroup: { Ref: log } },
    });
    expect(JSON.stringify(properties(`${name}Role`))).toContain(JSON.stringify(arnOf(log)));
  });

  it('are watched, and their failures reach a person', () => {
    expect(properties('RollCallFailed')).toMatchObject({
      Dimensions: [{ Value: { Ref: 'RollCall' } }],
      AlarmActions: [{ Ref: 'Failures' }],
    });
    expect(properties('TakeRollThrottled')).toMatchObject({
      Dimensions: [{ Value: { Ref: 'TakeRollLambdaFunction' } }],
    });
    expect(JSON.stringify(properties('FunctionsThrottled'))).toContain('${TakeRollThrottled.Arn}');
    expect(JSON.stringify(properties('Dashboard'))).toContain('"RollCallFailed"');
    for (const rule of ['FailedNotice', 'StoppedNotice'])
      expect(properties(rule)).toMatchObject({
        EventPattern: { detail: { stateMachineArn: [{ Ref: 'EnrollAccount' }, { Ref: 'RollCall' }] } },
      });
  });
});
