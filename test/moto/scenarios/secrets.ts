import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  type GetSecretValueCommandInput,
  ListSecretsCommand,
  PutSecretValueCommand,
} from '@aws-sdk/client-secrets-manager';
import type { Scenario } from '../recording.ts';

const name = 'rollcall/cloudcraft';

/** Secrets and their versions. */
export const secrets: Scenario = {
  name: 'secrets',
  async ask(ask, { management, members: [member] }) {
    const client = management.secrets;
    const get =
      (input: Partial<GetSecretValueCommandInput> = {}) =>
      () =>
        client.send(new GetSecretValueCommand({ SecretId: name, ...input }));
    const created = await ask('create', () =>
      client.send(new CreateSecretCommand({ Name: name, SecretString: '{"a":1}', Description: 'A key' })),
    );
    await ask('create again', () => client.send(new CreateSecretCommand({ Name: name, SecretString: 'x' })));
    await ask('get', get());
    await ask('get by ARN', get({ SecretId: created.ARN }));
    await ask('get by ARN without its random end', get({ SecretId: created.ARN?.slice(0, -7) }));
    await ask('put', () =>
      client.send(new PutSecretValueCommand({ SecretId: name, SecretString: '{"a":2}' })),
    );
    await ask('get what was put', get());
    await ask('get what was before', get({ VersionStage: 'AWSPREVIOUS' }));
    await ask('get by version', get({ VersionId: created.VersionId }));
    await ask('get an unknown stage', get({ VersionStage: 'NONE' }));
    await ask('get an unknown version', get({ VersionId: '00000000-0000-4000-8000-000000000000' }));
    await ask('describe', () => client.send(new DescribeSecretCommand({ SecretId: name })));
    await ask('list', () => client.send(new ListSecretsCommand({})));
    await ask('get an unknown secret', get({ SecretId: 'rollcall/none' }));
    await ask('put an unknown secret', () =>
      client.send(new PutSecretValueCommand({ SecretId: 'rollcall/none', SecretString: 'x' })),
    );
    await ask('describe an unknown secret', () =>
      client.send(new DescribeSecretCommand({ SecretId: 'rollcall/none' })),
    );
    await ask('create one without a value', () =>
      client.send(new CreateSecretCommand({ Name: 'rollcall/empty' })),
    );
    await ask('get one without a value', get({ SecretId: 'rollcall/empty' }));
    await ask('get it from another account', () =>
      member.secrets.send(new GetSecretValueCommand({ SecretId: name })),
    );
  },
};
