import { readDeployment } from '../../emulators/engine/deployment.ts';
import { Environment } from '../../lib/config.ts';
import { serverless } from './deployment.ts';

/** Source: Powertools for AWS Lambda (TypeScript), "Environment variables". */
const POWERTOOLS = ['POWERTOOLS_SERVICE_NAME', 'POWERTOOLS_LOG_LEVEL', 'POWERTOOLS_METRICS_NAMESPACE'];

describe('the environment of the functions', () => {
  const deployed = Object.keys(serverless.provider.environment);
  const own = deployed.filter((name) => !name.startsWith('POWERTOOLS_'));

  it('has every variable that is read, and no other', () => {
    expect([...own].sort()).toEqual(Object.keys(Environment.in.shape).sort());
  });

  it('gives Powertools only variables that it knows', () => {
    const foreign = deployed.filter((name) => name.startsWith('POWERTOOLS_') && !POWERTOOLS.includes(name));
    expect(foreign).toEqual([]);
  });

  it('is valid as it is deployed by default', () => {
    expect(Environment.safeParse(readDeployment().environment).error?.issues ?? []).toEqual([]);
  });

  it('comes from parameters, so that a deployment can change it', () => {
    const fixed = own.filter(
      (name) => !/^\$\{param:\w+\}$/.test(serverless.provider.environment[name] ?? ''),
    );
    expect(fixed).toEqual([]);
  });

  it('holds no secret', () => {
    expect(deployed.filter((name) => /KEY|TOKEN|PASSWORD|CREDENTIAL|CLIENT/.test(name))).toEqual([]);
  });
});
