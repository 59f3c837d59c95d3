import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Package, packaged } from './package.ts';

const FUNCTIONS = `
  planOffboarding: { handler: functions/plan-enrollment.handler, role: PlanOffboardingRole, timeout: 40, disableLogs: true }
  concludeOffboarding: { handler: functions/conclude-enrollment.handler, role: ConcludeOffboardingRole, timeout: 40, disableLogs: true }
`;

const WORKFLOW = `
StartAt: PlanOffboarding
States:
  PlanOffboarding: { Type: Task, Resource: '\${PlanOffboarding}', Next: EnrollMissing }
  EnrollMissing:
    Type: Task
    Resource: arn:aws:states:::states:startExecution.sync:2
    Parameters: { StateMachineArn: '\${EnrollAccount}' }
    Next: ConcludeOffboarding
  ConcludeOffboarding: { Type: Task, Resource: '\${ConcludeOffboarding}', End: true }
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
      await writeFile(join(folder, 'workflows/offboard-account.asl.yml'), WORKFLOW);
    });
  }, 120_000);

  afterAll(() => made.remove());

  it('bring their state machine, which is given the ARN of each thing that it names', () => {
    expect(properties('OffboardAccount')).toMatchObject({
      StateMachineName: 'rollcall-prod-offboard-account',
      RoleArn: arnOf('OffboardAccountRole'),
      LoggingConfiguration: {
        Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: arnOf('OffboardAccountLog') } }],
      },
    });
    expect(properties('OffboardAccount')?.['DefinitionSubstitutions']).toEqual({
      PlanOffboarding: arnOf('PlanOffboardingLambdaFunction'),
      ConcludeOffboarding: arnOf('ConcludeOffboardingLambdaFunction'),
      EnrollAccount: { Ref: 'EnrollAccount' },
    });
    expect(made.resources['StartOffboardAccountRole']).toBeDefined();
  });

  it('let each workflow invoke its own functions and no other', () => {
    const invokes = (role: string) =>
      JSON.stringify(properties(role))
        .match(/\w+(?=LambdaFunction)/g)
        ?.toSorted();
    expect(invokes('OffboardAccountRole')).toEqual(['ConcludeOffboarding', 'PlanOffboarding']);
    expect(invokes('EnrollAccountRole')).not.toContain('PlanOffboarding');
  });

  it.each([
    ['PlanOffboarding', 'FunctionLog'],
    ['ConcludeOffboarding', 'AuditLog'],
  ])('give %s a role that may write to the %s, and that log', (name, log) => {
    expect(properties(`${name}LambdaFunction`)).toMatchObject({
      Role: arnOf(`${name}Role`),
      LoggingConfig: { LogGroup: { Ref: log } },
    });
    expect(JSON.stringify(properties(`${name}Role`))).toContain(JSON.stringify(arnOf(log)));
  });

  it('are watched, and their failures reach a person', () => {
    expect(properties('OffboardAccountFailed')).toMatchObject({
      Dimensions: [{ Value: { Ref: 'OffboardAccount' } }],
      AlarmActions: [{ Ref: 'Failures' }],
    });
    expect(properties('PlanOffboardingThrottled')).toMatchObject({
      Dimensions: [{ Value: { Ref: 'PlanOffboardingLambdaFunction' } }],
    });
    expect(JSON.stringify(properties('FunctionsThrottled'))).toContain('${PlanOffboardingThrottled.Arn}');
    expect(JSON.stringify(properties('Dashboard'))).toContain('"OffboardAccountFailed"');
    for (const rule of ['FailedNotice', 'StoppedNotice'])
      expect(properties(rule)).toMatchObject({
        EventPattern: {
          detail: {
            stateMachineArn: [{ Ref: 'EnrollAccount' }, { Ref: 'OffboardAccount' }, { Ref: 'RollCall' }],
          },
        },
      });
  });
});
