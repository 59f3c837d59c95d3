import { GetRoleCommand } from '@aws-sdk/client-iam';
import { attempt } from '../../lib/aws/failure.ts';
import { AwsUnavailableError } from '../../lib/errors.ts';
import { iamWith } from '../../lib/services.ts';
import { scene } from '../scene.ts';
import { serve } from './server.ts';

it('an AWS that takes calls and never answers is AwsUnavailableError, after a few attempts', async () => {
  await scene();
  const { url, received } = await serve(() => undefined);
  process.env['AWS_ENDPOINT_URL'] = url;
  const iam = iamWith({ accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token' });
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
