import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KB_AT_MOST } from '../../bench/bundle.ts';
import { readWorkflow } from '../../emulators/engine/workflow.ts';
import { serverless } from './deployment.ts';
import { kebab, pascal } from './naming.ts';
import { exportsOf, type Package, packaged } from './package.ts';
import { ROOT } from './sources.ts';
import { workflows } from './workflows.ts';

const keys = Object.keys(serverless.functions);

const FUNCTIONS = `
  planAudition: { handler: functions/plan-enrollment.handler, role: PlanAuditionRole, timeout: 40, disableLogs: true }
  concludeAudition: { handler: functions/conclude-enrollment.handler, role: ConcludeAuditionRole, timeout: 40, disableLogs: true }
`;

const WORKFLOW = `
StartAt: PlanAudition
States:
  PlanAudition: { Type: Task, Resource: '\${PlanAudition}', Next: EnrollMissing }
  EnrollMissing:
    Type: Task
    Resource: arn:aws:states:::states:startExecution.sync:2
    Parameters: { StateMachineArn: '\${EnrollAccount}' }
    Next: ConcludeAudition
  ConcludeAudition: { Type: Task, Resource: '\${ConcludeAudition}', End: true }
`;

const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

let made: Package;
/** The bundle of each function, by the function's key. */
let bundles: Map<string, string>;
const properties = (id: string) => made.resources[id]?.Properties;

/** What is deployed, and two functions and a workflow that names them. */
beforeAll(async () => {
  made = await packaged(async (folder) => {
    const file = join(folder, 'serverless.yml');
    const text = await readFile(file, 'utf8');
    await writeFile(
      file,
      text.replace(/^functions: .*\n/m, (line) => line.trim() + FUNCTIONS),
    );
    await writeFile(join(folder, 'workflows/audition.asl.yml'), WORKFLOW);
  });
  bundles = new Map(keys.map((key) => [key, [...(made.archives.get(key)?.values() ?? [])].join('')]));
});

describe('the package', () => {
  it('is made of the deployed folders alone, without the emulators and the tests', () => {
    expect([...made.archives.keys()].sort()).toEqual([...keys, 'planAudition', 'concludeAudition'].sort());
  });

  it.each(keys)('holds of %s one bundle and nothing else, nor of the machine that made it', (key) => {
    expect([...(made.archives.get(key)?.keys() ?? [])]).toEqual([`functions/${kebab(key)}.mjs`]);
    expect(properties(`${pascal(key)}LambdaFunction`)).toMatchObject({
      Handler: `functions/${kebab(key)}.handler`,
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
    });
    const bundle = bundles.get(key) ?? '';
    expect(['sourceMappingURL', made.folder, ROOT].filter((text) => bundle.includes(text))).toEqual([]);
  });

  it.each(keys)('has a bundle of %s that is as small as it is to be', (key) => {
    expect(bundles.get(key)?.length).toBeLessThanOrEqual(KB_AT_MOST * 1024);
  });

  it('loads in Node as it is, with nothing beside it and nothing in its environment', async () => {
    expect(await exportsOf(bundles)).toEqual(Object.fromEntries(keys.map((key) => [key, ['handler']])));
  });

  it.each(workflows)('gives CloudFormation $name as its file has it', ({ name }) => {
    expect(JSON.parse(String(properties(pascal(name))?.['DefinitionString']))).toEqual(readWorkflow(name));
  });
});

describe('two functions and a workflow that names them', () => {
  it('bring their state machine, which is given the ARN of each thing that it names', () => {
    expect(properties('Audition')).toMatchObject({
      StateMachineName: 'rollcall-prod-audition',
      RoleArn: arnOf('AuditionRole'),
      LoggingConfiguration: {
        Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: arnOf('AuditionLog') } }],
      },
    });
    expect(properties('Audition')?.['DefinitionSubstitutions']).toEqual({
      PlanAudition: arnOf('PlanAuditionLambdaFunction'),
      ConcludeAudition: arnOf('ConcludeAuditionLambdaFunction'),
      EnrollAccount: { Ref: 'EnrollAccount' },
    });
    expect(made.resources['StartAuditionRole']).toBeDefined();
  });

  it('let each workflow invoke its own functions and no other', () => {
    const invokes = (role: string) =>
      JSON.stringify(properties(role))
        .match(/\w+(?=LambdaFunction)/g)
        ?.toSorted();
    expect(invokes('AuditionRole')).toEqual(['ConcludeAudition', 'PlanAudition']);
    expect(invokes('EnrollAccountRole')).not.toContain('PlanAudition');
  });

  it.each([
    ['PlanAudition', 'FunctionLog'],
    ['ConcludeAudition', 'AuditLog'],
  ])('give %s a role that may write to the %s, and that log', (name, log) => {
    expect(properties(`${name}LambdaFunction`)).toMatchObject({
      Role: arnOf(`${name}Role`),
      LoggingConfig: { LogGroup: { Ref: log } },
    });
    expect(JSON.stringify(properties(`${name}Role`))).toContain(JSON.stringify(arnOf(log)));
  });

  it('are watched, and their failures reach a person', () => {
    expect(properties('PlanAuditionThrottled')).toMatchObject({
      Dimensions: [{ Value: { Ref: 'PlanAuditionLambdaFunction' } }],
    });
    expect(JSON.stringify(properties('FunctionsThrottled'))).toContain('${PlanAuditionThrottled.Arn}');
    expect(properties('ExecutionFailed')).toMatchObject({ AlarmActions: [{ Ref: 'Failures' }] });
    const stateMachineArn = ['Audition', 'EnrollAccount', 'OffboardAccount', 'RollCall'].map((Ref) => ({
      Ref,
    }));
    for (const rule of ['FailedNotice', 'StoppedNotice'])
      expect(properties(rule)).toMatchObject({ EventPattern: { detail: { stateMachineArn } } });
  });
});
