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
import { described } from './described-secret.ts';
import { ownAccount } from './iam-role.ts';
import { operation } from './operation.ts';
import { slice } from './pages.ts';
import type { Secret } from './secret.ts';
import { onSecret, ownSecret, regionalSecrets, secretArn, secretKey, usableSecret } from './secret-access.ts';
import { fitsFilter } from './secret-filter.ts';
import { addVersion, chosen, stagesOf } from './secret-versions.ts';
import { random } from './unique-id.ts';

/** The operations of Secrets Manager by which secrets are made and read. */
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
      const secret = usableSecret(asking, input.SecretId);
      const VersionId = addVersion(secret, input);
      return { ARN: secret.arn, Name: secret.name, VersionId, VersionStages: ['AWSCURRENT'] };
    },
  }),
  operation({
    schema: GetSecretValue$,
    needs: (asking, { SecretId }: GetSecretValueRequest) => [onSecret(asking, 'GetSecretValue', SecretId)],
    serve(asking, input) {
      const secret = usableSecret(asking, input.SecretId);
      const version = chosen(secret, input);
      return {
        ARN: secret.arn,
        Name: secret.name,
        VersionId: version.id,
        SecretString: version.value,
        SecretBinary: version.binary,
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
    serve(asking, { Filters = [], IncludePlannedDeletion = false, MaxResults = 100, NextToken = '' }) {
      const fitting = regionalSecrets(asking)
        .filter(({ deletedAt }) => IncludePlannedDeletion || deletedAt === undefined)
        .filter((secret) => Filters.every((filter) => fitsFilter(secret, filter)));
      const { page, next } = slice(fitting, NextToken, MaxResults);
      return { SecretList: page.map(described), NextToken: next };
    },
  }),
];

function newSecret(
  asking: Asking,
  { Name: name = '', Description: description, Tags = [] }: CreateSecretRequest,
): Secret {
  if (!/^[\w/+=.@-]{1,512}$/.test(name))
    throw new AwsError(
      'ValidationException',
      'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!',
    );
  const existing = ownAccount(asking).secrets.get(secretKey(asking, name));
  if (existing?.deletedAt !== undefined)
    throw new AwsError(
      'InvalidRequestException',
      "You can't create this secret because a secret with this name is already scheduled for deletion.",
    );
  if (existing !== undefined)
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
    tags: new Map(Tags.map(({ Key = '', Value = '' }) => [Key, Value])),
  };
}
