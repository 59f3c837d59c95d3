import * as secrets from '@aws-sdk/client-secrets-manager';
import { allowing, management, start } from './start.ts';

const SecretId = 'rollcall/cloudcraft';

async function withSecret() {
  const world = await start();
  const { secrets: client } = world.admin;
  const { ARN = '' } = await client.send(
    new secrets.CreateSecretCommand({ Name: SecretId, SecretString: 'one' }),
  );
  return { ...world, client, ARN };
}

describe('Secrets Manager', () => {
  it('keeps a secret under its name, its ARN and its partial ARN', async () => {
    const { client, ARN } = await withSecret();
    expect(ARN).toMatch(/^arn:aws:secretsmanager:us-east-1:111122223333:secret:rollcall\/cloudcraft-\w{6}$/);
    for (const id of [SecretId, ARN, ARN.slice(0, -7)]) {
      const got = await client.send(new secrets.GetSecretValueCommand({ SecretId: id }));
      expect(got).toMatchObject({ ARN, Name: SecretId, SecretString: 'one', VersionStages: ['AWSCURRENT'] });
    }
  });

  it('keeps the previous version beside the current one', async () => {
    const { client } = await withSecret();
    await client.send(new secrets.PutSecretValueCommand({ SecretId, SecretString: 'two' }));
    const get = async (VersionStage?: string) =>
      (await client.send(new secrets.GetSecretValueCommand({ SecretId, VersionStage }))).SecretString;
    expect(await get()).toBe('two');
    expect(await get('AWSPREVIOUS')).toBe('one');
    const described = await client.send(new secrets.DescribeSecretCommand({ SecretId }));
    expect(Object.values(described.VersionIdsToStages ?? {})).toEqual([['AWSPREVIOUS'], ['AWSCURRENT']]);
    const { SecretList } = await client.send(new secrets.ListSecretsCommand({}));
    expect(SecretList?.map(({ Name }) => Name)).toEqual([SecretId]);
  });

  it('answers ResourceNotFound for a secret that does not exist', async () => {
    const { admin } = await start();
    await expect(admin.secrets.send(new secrets.GetSecretValueCommand({ SecretId }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: "Secrets Manager can't find the specified secret.",
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('refuses a name that exists already', async () => {
    const { client } = await withSecret();
    await expect(client.send(new secrets.CreateSecretCommand({ Name: SecretId }))).rejects.toMatchObject({
      name: 'ResourceExistsException',
    });
  });

  it('gives a secret only to callers whose policies allow it', async () => {
    const { aws, as, ARN } = await withSecret();
    const reader = (resource: string) =>
      as(
        aws.addPrincipal({
          arn: `arn:aws:iam::${management}:role/Reader`,
          policies: [allowing('secretsmanager:GetSecretValue', resource)],
        }),
      ).secrets.send(new secrets.GetSecretValueCommand({ SecretId }));
    await expect(reader(`${ARN.slice(0, -6)}??????`)).resolves.toMatchObject({ SecretString: 'one' });
    await expect(reader(ARN.replace('cloudcraft', 'another'))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: `User: arn:aws:sts::${management}:assumed-role/Reader/Reader is not authorized to perform: secretsmanager:GetSecretValue on resource: rollcall/cloudcraft because no identity-based policy allows the secretsmanager:GetSecretValue action`,
    });
  });

  it('keeps the secrets of other accounts apart', async () => {
    const { aws, as } = await withSecret();
    const outside = as(aws.addPrincipal({ arn: 'arn:aws:iam::968898580625:user/vendor' }));
    await expect(outside.secrets.send(new secrets.GetSecretValueCommand({ SecretId }))).rejects.toMatchObject(
      { name: 'ResourceNotFoundException' },
    );
  });
});
