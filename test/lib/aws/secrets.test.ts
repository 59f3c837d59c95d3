import { inspect } from 'node:util';
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { secretReader } from '../../../lib/aws/secrets.ts';
import {
  AccessDeniedError,
  AwsRejectedError,
  AwsUnavailableError,
  InvalidConfigurationError,
} from '../../../lib/errors.ts';
import { CloudcraftConnection } from '../../../lib/vendors/cloudcraft/connection.ts';
import { CrowdstrikeConnection } from '../../../lib/vendors/crowdstrike/connection.ts';
import { type SceneOptions, scene } from '../../scene.ts';

/** A scene, Cloudcraft's connection by its secret, and a way to put another value into it. */
async function open(options: SceneOptions = {}) {
  const { world } = await scene(options);
  const client = new SecretsManagerClient({ maxAttempts: 1 });
  const put = (value: unknown) =>
    client.send(
      new PutSecretValueCommand({
        SecretId: 'rollcall/cloudcraft',
        SecretString: typeof value === 'string' ? value : JSON.stringify(value),
      }),
    );
  const source = secretReader(client, 'rollcall').connection('cloudcraft', CloudcraftConnection);
  const { apiKey = '', ...rest } = world.secrets['rollcall/cloudcraft'];
  return { world, client, put, source, right: { apiKey, ...rest } };
}

it('a secret is read in the form of its vendor, with what may be left out filled in', async () => {
  const { source, right } = await open();
  expect(await source.current()).toEqual({
    ...right,
    region: 'us-east-1',
    roleName: 'cloudcraft',
    policy: 'ReadOnlyAccess',
  });
});

it('each vendor has its own secret', async () => {
  const { client, world } = await open({ apiFamily: 'cloud-security' });
  const source = secretReader(client, 'rollcall').connection('crowdstrike', CrowdstrikeConnection);
  expect(await source.current()).toMatchObject({
    ...world.secrets['rollcall/crowdstrike'],
    roleName: 'CrowdStrikeCSPMReader',
  });
});

it('a secret is kept, read again on demand, and what was read then is kept', async () => {
  const { put, source, right } = await open();
  await source.current();
  await put({ ...right, apiKey: 'another-key-of-44-characters-1234567890abcd=' });
  expect(await source.current()).toMatchObject({ apiKey: right.apiKey });
  expect(await source.renewed()).toMatchObject({ apiKey: 'another-key-of-44-characters-1234567890abcd=' });
  expect(await source.current()).toMatchObject({ apiKey: 'another-key-of-44-characters-1234567890abcd=' });
});

it('at most one fetch of a secret is in flight, and a failed one is not kept', async () => {
  const { world, source } = await open();
  const fetches = () => world.network.calls.length;
  await Promise.all([source.current(), source.current(), source.renewed()]);
  expect(fetches()).toBe(1);
  world.network.faults = [{ to: 'aws', times: 1, answer: { cut: 'connection' } }];
  await expect(source.renewed()).rejects.toThrow(AwsUnavailableError);
  await source.current();
  expect(fetches()).toBe(3);
});

it('a secret is kept for five minutes', async () => {
  const { world, source } = await open();
  await source.current();
  const [{ now }, began] = [Date, Date.now()];
  for (const [seconds, fetches] of [
    [299, 1],
    [301, 2],
  ] as const) {
    Date.now = () => began + seconds * 1000;
    await source.current().finally(() => {
      Date.now = now;
    });
    expect(world.network.calls).toHaveLength(fetches);
  }
});

describe('a malformed secret is InvalidConfigurationError, which names the field and shows no value', () => {
  it.each([
    ['that is not JSON', 'hidden-value', 'the secret: is not valid JSON'],
    ['that is cut off', '{"apiKey":"hidden-value', 'the secret: is not valid JSON'],
    [
      'that begins with a byte-order mark',
      '\ufeff{"apiKey":"hidden-value"}',
      'the secret: begins with a byte-order mark',
    ],
    ['that is another JSON', '"hidden-value"', 'the secret: '],
    ['that is empty', {}, 'apiKey: '],
    ['without the account to pin', { apiKey: 'hidden-value-hidden-value' }, 'trustedAccountId: '],
    ['with a short key', { apiKey: 'hidden-value' }, 'apiKey: '],
    [
      'with an account that is not valid',
      { trustedAccountId: 'hidden-value' },
      'trustedAccountId: expected the 12 digits',
    ],
    [
      'with a URL that is not https',
      { url: 'http://hidden-value.example.com' },
      'url: expected an https URL',
    ],
    [
      'with a URL that has a path',
      { url: 'https://hidden-value.example.com/v1' },
      'url: expected a URL with nothing after the host',
    ],
    ['with credentials in the URL', { url: 'https://me:hidden-value@example.com' }, 'url: '],
    ['with a text for a URL', { url: 'hidden-value' }, 'url: '],
    ['with a role name that is not valid', { roleName: 'hidden-value/*' }, 'roleName: '],
    ['with a misspelt field', { rolename: 'hidden-value' }, 'rolename'],
    ['with a region that is not valid', { region: 'hidden-value' }, 'region: expected an AWS region'],
    ['with an unknown policy', { policy: 'hidden-value' }, 'policy: '],
  ])('%s', async (_, value, part) => {
    const { put, source } = await open();
    await put(value);
    const reading = source.current();
    await expect(reading).rejects.toThrow(InvalidConfigurationError);
    await expect(reading).rejects.toThrow(part);
    await expect(reading).rejects.toThrow('rollcall/cloudcraft');
    await expect(reading).rejects.not.toThrow('hidden-value');
    await expect(reading).rejects.not.toHaveProperty('cause');
  });

  it('until it is fixed, also where it was kept', async () => {
    const { put, source, right } = await open();
    await put({});
    await expect(source.current()).rejects.toThrow(InvalidConfigurationError);
    await put(right);
    expect(await source.current()).toMatchObject(right);
  });
});

describe('a secret that cannot be read is reported by its name', () => {
  it('when it is missing', async () => {
    const { client } = await open();
    const reading = secretReader(client, 'elsewhere')
      .connection('cloudcraft', CloudcraftConnection)
      .current();
    await expect(reading).rejects.toThrow(AwsRejectedError);
    await expect(reading).rejects.toThrow(/read the secret elsewhere\/cloudcraft.*can't find/);
  });

  it('when it may not be read', async () => {
    const { world } = await open();
    const policies = [{ Statement: [{ Effect: 'Deny' as const, Action: '*', Resource: '*' }] }];
    const credentials = world.aws.addPrincipal({ arn: 'arn:aws:iam::111122223333:user/limited', policies });
    const client = new SecretsManagerClient({ credentials, maxAttempts: 1 });
    const reading = secretReader(client, 'rollcall').connection('cloudcraft', CloudcraftConnection).current();
    await expect(reading).rejects.toThrow(AccessDeniedError);
    await expect(reading).rejects.toThrow('rollcall/cloudcraft');
  });

  it('when the answer cannot be read, of which nothing is shown', async () => {
    const { world, source } = await open();
    const body = '{"Name":"rollcall/cloudcraft","SecretString":hidden-value"}';
    world.network.faults = [{ to: 'aws', call: 'GetSecretValue', answer: { status: 200, body } }];
    const error = await source.current().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AwsUnavailableError);
    expect(inspect(error, { depth: 9 })).not.toContain('hidden');
  });

  it('when nothing answers', async () => {
    const { source, client } = await open({
      faults: [{ to: 'aws', call: 'GetSecretValue', answer: { cut: 'connection' } }],
    });
    await expect(source.current()).rejects.toThrow(AwsUnavailableError);
    await expect(
      client.send(new GetSecretValueCommand({ SecretId: 'rollcall/cloudcraft' })),
    ).rejects.toThrow();
  });
});
