import { Logger } from '@aws-lambda-powertools/logger';
import { GetRoleCommand } from '@aws-sdk/client-iam';
import { captureLogs, type LogLine } from '../../emulators/engine/logs.ts';
import { attempt } from '../../lib/aws/failure.ts';
import { readConfig } from '../../lib/config.ts';
import { AwsUnavailableError, InvalidConfigurationError } from '../../lib/errors.ts';
import { accountAccess, iamSessions, organization, vendorPorts } from '../../lib/services.ts';
import { vendors } from '../../lib/vendors/index.ts';
import { ACCOUNT, scene } from '../scene.ts';
import { account } from './role-builder.ts';
import { serve } from './server.ts';

it('an AWS that takes calls and never answers is AwsUnavailableError, after a few attempts', async () => {
  await scene();
  const { url, received } = await serve(() => undefined);
  process.env['AWS_ENDPOINT_URL'] = url;
  const iam = iamSessions()({ accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token' });
  const { requestHandler } = iam.config;
  if (
    !('updateHttpClientConfig' in requestHandler) ||
    typeof requestHandler.updateHttpClientConfig !== 'function'
  )
    throw new Error('a handler of requests that has no settings');
  requestHandler.updateHttpClientConfig('requestTimeout', 50); // milliseconds, not ten seconds
  const asked = attempt({ tried: 'get the role', next: 'do this' }, () =>
    iam.send(new GetRoleCommand({ RoleName: 'any' })),
  );
  await expect(asked).rejects.toThrow(AwsUnavailableError);
  expect(received).toHaveLength(3);
});

it('the organization and its accounts are those of the environment', async () => {
  await scene();
  expect(await organization().member(ACCOUNT)).toMatchObject({
    account: { name: 'Sandbox' },
    state: 'ACTIVE',
  });
  const entry = { accessRoles: ['OrganizationAccountAccessRole'], execution: 'run-1' };
  expect(await accountAccess().confirm(account, entry)).toBe('OrganizationAccountAccessRole');
});

describe("a vendor's adapter", () => {
  it('works as it is configured, and logs what it decides', async () => {
    const { world } = await scene({ environment: { ROLE_PATH: '/vendors/' } });
    const lines: LogLine[] = [];
    const release = captureLogs((line) => lines.push(line));
    const vendor = vendorPorts(readConfig(), new Logger())('crowdstrike');
    const prepared = vendor.prepare(account, await vendor.known(account));
    await prepared.finally(release);
    const iamRoleArn = expect.stringContaining(':role/vendors/CrowdStrikeCSPMReader');
    expect(world.crowdstrike.state.registrations).toMatchObject([{ iamRoleArn }]);
    expect(lines).toMatchObject([{ message: 'registered', registrationId: expect.any(String) }]);
  });

  it('is made once', async () => {
    await scene();
    const vendor = vendorPorts(readConfig(), new Logger());
    expect(vendor('cloudcraft')).toBe(vendor('cloudcraft'));
    expect(vendor('cloudcraft')).not.toBe(vendor('crowdstrike'));
  });

  it.each(['lacework', 'constructor'])(
    'does not exist for %s, and the error names those that do',
    async (name) => {
      await scene();
      const vendor = vendorPorts(readConfig(), new Logger());
      expect(() => vendor(name)).toThrow(InvalidConfigurationError);
      expect(() => vendor(name)).toThrow(
        `Tried to enroll with ${name}: the vendors that Rollcall knows are ${Object.keys(vendors).join(', ')}.`,
      );
    },
  );
});
