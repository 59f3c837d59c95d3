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
import { CloudcraftCredentials } from '../../../lib/vendors/cloudcraft/credentials.ts';
import { CrowdstrikeCredentials } from '../../../lib/vendors/crowdstrike/credentials.ts';
import { type SceneOptions, scene } from '../../scene.ts';

/** A scene, Cloudcraft's credentials by its secret, and a way to put another value into it. */
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
  const source = secretReader(client, 'rollcall').credentials('cloudcraft', CloudcraftCredentials);
  return { world, client, put, source, right: world.secrets['rollcall/cloudcraft'] };
}

it('each vendor has its own secret', async () => {
  const { client, world, source, right } = await open();
  const other = secretReader(client, 'rollcall').credentials('crowdstrike', CrowdstrikeCredentials);
  expect(await source.current()).toEqual(right);
  expect(await other.current()).toEqual(world.secrets['rollcall/crowdstrike']);
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
    ['that is not JSON', 'hidden-value', 'it is not valid JSON'],
    ['that is cut off', '{"apiKey":"hidden-value', 'it is not valid JSON'],
    [
      'that begins with a byte-order mark',
      '\ufeff{"apiKey":"hidden-value"}',
      'it begins with a byte-order mark',
    ],
    ['that is another JSON', '"hidden-value"', 'its value: expected object, received string'],
    ['that is a list', ['hidden-value'], 'its value: expected object, received array'],
    [
      'with key and value mixed up',
      { apiKey: 'hidden-value-hidden-value', 'hidden-value': 'apiKey' },
      'its value: has a field besides apiKey, the only one that it may have',
    ],
    ['that is empty', {}, 'apiKey: '],
    ['with a short key', { apiKey: 'hidden-value' }, 'apiKey: '],
    [
      'with a misspelt field',
      { apikey: 'hidden-value' },
      'its value: has a field besides apiKey, the only one that it may have',
    ],
    [
      'with the settings that stood in it until 0.2',
      { apiKey: 'hidden-value-hidden-value', trustedAccountId: 'hidden-value', url: 'hidden-value' },
      /has a field besides apiKey, the only one that it may have; settings belong into the deployment parameter/,
    ],
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
      .credentials('cloudcraft', CloudcraftCredentials)
      .current();
    await expect(reading).rejects.toThrow(AwsRejectedError);
    await expect(reading).rejects.toThrow(/read the secret elsewhere\/cloudcraft.*can't find/);
  });

  it('when it may not be read', async () => {
    const { world } = await open();
    const policies = [{ Statement: [{ Effect: 'Deny' as const, Action: '*', Resource: '*' }] }];
    const credentials = world.aws.addPrincipal({ arn: 'arn:aws:iam::111122223333:user/limited', policies });
    const client = new SecretsManagerClient({ credentials, maxAttempts: 1 });
    const reading = secretReader(client, 'rollcall')
      .credentials('cloudcraft', CloudcraftCredentials)
      .current();
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
