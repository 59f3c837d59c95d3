import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { readDeployment } from '../../emulators/engine/deployment.ts';
import { Environment, settingsIn, variableOf } from '../../lib/config.ts';
import { vendors } from '../../lib/vendors/index.ts';
import { serverless } from './deployment.ts';

/** Source: Powertools for AWS Lambda (TypeScript), "Environment variables". */
const POWERTOOLS = ['POWERTOOLS_SERVICE_NAME', 'POWERTOOLS_LOG_LEVEL', 'POWERTOOLS_METRICS_NAMESPACE'];

describe('the environment of the functions', () => {
  const variables = Object.assign(
    {},
    serverless.provider.environment,
    ...Object.values(serverless.functions).map(({ environment }) => environment),
  );
  const deployed = Object.keys(variables);
  const own = deployed.filter((name) => !name.startsWith('POWERTOOLS_'));

  it('has every variable that is read, and no other', () => {
    const read = [...Object.keys(Environment.entries), ...Object.keys(vendors).map(variableOf)];
    expect([...own].sort()).toEqual(read.sort());
  });

  it('gives Powertools only variables that it knows', () => {
    const foreign = deployed.filter((name) => name.startsWith('POWERTOOLS_') && !POWERTOOLS.includes(name));
    expect(foreign).toEqual([]);
  });

  it('has the filters, which may be long, only in the function that reads them', () => {
    const having = Object.entries(serverless.functions).filter(
      ([, { environment }]) => 'FILTERS' in environment,
    );
    expect(having.map(([key]) => key)).toEqual(['planEnrollment', 'takeRoll']);
    expect(serverless.provider.environment).not.toHaveProperty('FILTERS');
  });

  it('has the stage in the functions that try the access role of the management account', () => {
    const trying = Object.entries(serverless.functions).filter(([, { handler }]) =>
      readFileSync(handler.replace('.handler', '.ts'), 'utf8').includes('accessRolesIn('),
    );
    expect(trying.length).toBeGreaterThan(0);
    for (const [key, { environment }] of trying)
      expect([key, environment]).toEqual([key, expect.objectContaining({ STAGE: '${sls:stage}' })]);
  });

  it('is valid as it is deployed by default', () => {
    const { environment } = readDeployment();
    expect(v.safeParse(Environment, environment).issues).toBeUndefined();
    for (const [name, { Settings }] of Object.entries(vendors))
      expect(v.safeParse(settingsIn(Settings), environment[variableOf(name)])).toMatchObject({
        success: true,
      });
  });

  it('comes from parameters, so that a deployment can change it, or from the stack itself', () => {
    const fixed = own.filter((name) => !/^\$\{param:\w+\}$/.test(variables[name]));
    expect(fixed.map((name) => [name, variables[name]])).toEqual([
      ['STAGE', '${sls:stage}'],
      ['TURN_TABLE', 'Ref:Turns'],
      ['REPORT_BUCKET', 'Ref:Reports'],
      ['ROLLCALL_VERSION', '${file(package.json):version}'],
    ]);
  });

  it('holds no secret', () => {
    expect(deployed.filter((name) => /KEY|TOKEN|PASSWORD|CREDENTIAL|CLIENT/.test(name))).toEqual([]);
  });
});
