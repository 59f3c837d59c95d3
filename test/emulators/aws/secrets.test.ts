import * as client from '@aws-sdk/client-secrets-manager';
import { start } from './start.ts';

const SecretId = 'rollcall/cloudcraft';

/** Secrets Manager of the management account, with one secret. */
async function withSecret() {
  const { admin } = await start();
  const { secrets } = admin;
  await secrets.send(
    new client.CreateSecretCommand({
      Name: SecretId,
      Description: 'The key of Cloudcraft',
      SecretString: 'one',
      Tags: [{ Key: 'team', Value: 'security' }],
    }),
  );
  await secrets.send(new client.CreateSecretCommand({ Name: 'other', SecretString: 'x' }));
  const read = () => secrets.send(new client.GetSecretValueCommand({ SecretId }));
  const names = async (input: client.ListSecretsCommandInput = {}) =>
    (await secrets.send(new client.ListSecretsCommand(input))).SecretList?.map(({ Name }) => Name);
  return { secrets, read, names };
}

describe('a secret', () => {
  it('keeps bytes as bytes', async () => {
    const { secrets, read } = await withSecret();
    const SecretBinary = Uint8Array.from([0, 255, 128]);
    await secrets.send(new client.PutSecretValueCommand({ SecretId, SecretBinary }));
    const { SecretString, SecretBinary: kept = [] } = await read();
    expect([SecretString, [...kept]]).toEqual([undefined, [...SecretBinary]]);
    const both = new client.PutSecretValueCommand({ SecretId, SecretBinary, SecretString: 'x' });
    await expect(secrets.send(both)).rejects.toMatchObject({ name: 'InvalidRequestException' });
  });

  it('has another value and description once it is updated', async () => {
    const { secrets, read } = await withSecret();
    await secrets.send(new client.UpdateSecretCommand({ SecretId, SecretString: 'two', Description: 'new' }));
    expect((await read()).SecretString).toBe('two');
    const described = await secrets.send(new client.DescribeSecretCommand({ SecretId }));
    expect(described).toMatchObject({ Description: 'new', Tags: [{ Key: 'team', Value: 'security' }] });
  });

  it('that is marked for deletion can be neither read nor made again, until it is restored', async () => {
    const { secrets, read, names } = await withSecret();
    await secrets.send(new client.DeleteSecretCommand({ SecretId }));
    await expect(read()).rejects.toMatchObject({ name: 'InvalidRequestException' });
    const again = new client.CreateSecretCommand({ Name: SecretId, SecretString: 'x' });
    await expect(secrets.send(again)).rejects.toMatchObject({ name: 'InvalidRequestException' });
    expect(await names()).toEqual(['other']);
    expect(await names({ IncludePlannedDeletion: true })).toEqual([SecretId, 'other']);
    await secrets.send(new client.RestoreSecretCommand({ SecretId }));
    expect((await read()).SecretString).toBe('one');
  });

  it('that is deleted without recovery is gone at once', async () => {
    const { secrets, read } = await withSecret();
    await secrets.send(new client.DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }));
    await expect(read()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it.each<[client.Filter, string[]]>([
    [{ Key: 'name', Values: ['roll'] }, [SecretId]],
    [{ Key: 'name', Values: ['Roll'] }, []],
    [{ Key: 'name', Values: ['!roll'] }, ['other']],
    [{ Key: 'description', Values: ['KEY OF'] }, [SecretId]],
    [{ Key: 'tag-key', Values: ['team'] }, [SecretId]],
    [{ Key: 'tag-value', Values: ['sec', 'x'] }, [SecretId]],
    [{ Key: 'all', Values: ['oth'] }, ['other']],
  ])('is listed by the filter %j', async (filter, listed) => {
    const { names } = await withSecret();
    expect(await names({ Filters: [filter] })).toEqual(listed);
  });
});
