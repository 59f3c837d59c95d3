import { randomUUID } from 'node:crypto';
import {
  CreateSecret$,
  type CreateSecretRequest,
  DescribeSecret$,
  type DescribeSecretRequest,
  GetSecretValue$,
  type GetSecretValueRequest,
  ListSecrets$,
  type ListSecretsRequest,
  PutSecretValue$,
  type PutSecretValueRequest,
} from '@aws-sdk/client-secrets-manager';
import type { Asking } from './asking.ts';
import { AwsError } from './aws-error.ts';
import { ownAccount } from './iam-role.ts';
import { operation } from './operation.ts';
import { onSecret, ownSecret, regionalSecrets, secretArn, secretKey } from './secret-access.ts';
import type { Secret } from './state.ts';
import { random } from './unique-id.ts';

/** The operations of Secrets Manager, for secrets that are strings. */
export const secretOperations = [
  operation({
    schema: CreateSecret$,
    needs: (asking, { Name }: CreateSecretRequest) => [onSecret(asking, 'CreateSecret', Name)],
    serve(asking, input) {
      const secret = newSecret(asking, input);
      ownAccount(asking).secrets.set(secretKey(asking, secret.name), secret);
      return { ARN: secret.arn, Name: secret.name, VersionId: addVersion(secret, input) };
    },
  }),
  operation({
    schema: PutSecretValue$,
    needs: (asking, { SecretId }: PutSecretValueRequest) => [onSecret(asking, 'PutSecretValue', SecretId)],
    serve(asking, input) {
      const secret = ownSecret(asking, input.SecretId);
      const VersionId = addVersion(secret, input);
      return { ARN: secret.arn, Name: secret.name, VersionId, VersionStages: ['AWSCURRENT'] };
    },
  }),
  operation({
    schema: GetSecretValue$,
    needs: (asking, { SecretId }: GetSecretValueRequest) => [onSecret(asking, 'GetSecretValue', SecretId)],
    serve(asking, input) {
      const secret = ownSecret(asking, input.SecretId);
      const version = chosen(secret, input);
      return {
        ARN: secret.arn,
        Name: secret.name,
        VersionId: version.id,
        SecretString: version.value,
        VersionStages: stagesOf(secret, version.id),
        CreatedDate: version.createdAt,
      };
    },
  }),
  operation({
    schema: DescribeSecret$,
    needs: (asking, { SecretId }: DescribeSecretRequest) => [onSecret(asking, 'DescribeSecret', SecretId)],
    serve: (asking, { SecretId }) => described(ownSecret(asking, SecretId)),
  }),
  operation({
    schema: ListSecrets$,
    needs: (_asking, _input: ListSecretsRequest) => [{ action: 'secretsmanager:ListSecrets', resource: '*' }],
    serve: (asking) => ({ SecretList: regionalSecrets(asking).map(described) }),
  }),
];

function newSecret(
  asking: Asking,
  { Name: name = '', Description: description }: CreateSecretRequest,
): Secret {
  if (!/^[\w/+=.@-]{1,512}$/.test(name))
    throw new AwsError(
      'ValidationException',
      'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!',
    );
  if (ownAccount(asking).secrets.has(secretKey(asking, name)))
    throw new AwsError(
      'ResourceExistsException',
      `The operation failed because the secret ${name} already exists.`,
    );
  return {
    name,
    description,
    arn: `${secretArn(asking, name)}-${random(6)}`,
    createdAt: new Date(),
    versions: [],
  };
}

/** Adds what becomes AWSCURRENT; a repeated ClientRequestToken adds nothing. */
function addVersion(
  { versions }: Secret,
  {
    SecretString: value,
    ClientRequestToken: id = randomUUID(),
  }: { SecretString?: string | undefined; ClientRequestToken?: string | undefined },
): string | undefined {
  if (value === undefined) return undefined;
  if (!versions.some((version) => version.id === id)) versions.push({ id, value, createdAt: new Date() });
  return id;
}

function chosen(secret: Secret, { VersionId, VersionStage = 'AWSCURRENT' }: GetSecretValueRequest) {
  const version = secret.versions.find(({ id }) =>
    VersionId === undefined ? stagesOf(secret, id).includes(VersionStage) : id === VersionId,
  );
  if (version !== undefined) return version;
  throw new AwsError(
    'ResourceNotFoundException',
    `Secrets Manager can't find the specified secret value for ${VersionId === undefined ? `staging label: ${VersionStage}` : `VersionId: ${VersionId}`}`,
  );
}

function stagesOf({ versions }: Secret, id: string): string[] {
  const stages = ['AWSCURRENT', 'AWSPREVIOUS'];
  return stages.filter((_, age) => versions.at(-1 - age)?.id === id);
}

/** A description and an entry of the list call the stages differently; each takes its own. */
function described(secret: Secret) {
  const stages = Object.fromEntries(secret.versions.map(({ id }) => [id, stagesOf(secret, id)]));
  return {
    ARN: secret.arn,
    Name: secret.name,
    Description: secret.description,
    CreatedDate: secret.createdAt,
    LastChangedDate: secret.versions.at(-1)?.createdAt ?? secret.createdAt,
    VersionIdsToStages: stages,
    SecretVersionsToStages: stages,
  };
}
