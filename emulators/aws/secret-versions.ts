import { randomUUID } from 'node:crypto';
import type { GetSecretValueRequest } from '@aws-sdk/client-secrets-manager';
import { AwsError } from './aws-error.ts';
import type { Secret } from './secret.ts';

/**
 * Adds what becomes AWSCURRENT; a repeated ClientRequestToken adds nothing.
 *
 * @returns its id; undefined where neither a string nor bytes are given
 * @throws AwsError InvalidRequestException for both
 */
export function addVersion(
  { versions }: Secret,
  { SecretString: value, SecretBinary: binary, ClientRequestToken: id = randomUUID() }: NewVersion,
): string | undefined {
  if (value !== undefined && binary !== undefined)
    throw new AwsError('InvalidRequestException', 'You cannot specify both SecretString and SecretBinary.');
  if (value === undefined && binary === undefined) return undefined;
  if (!versions.some((version) => version.id === id))
    versions.push({ id, value, binary, createdAt: new Date() });
  return id;
}

interface NewVersion {
  SecretString?: string | undefined;
  SecretBinary?: Uint8Array | undefined;
  ClientRequestToken?: string | undefined;
}

/**
 * The version that is asked for by id or stage, AWSCURRENT by default.
 *
 * @throws AwsError ResourceNotFoundException
 */
export function chosen(secret: Secret, { VersionId, VersionStage = 'AWSCURRENT' }: GetSecretValueRequest) {
  const version = secret.versions.find(({ id }) =>
    VersionId === undefined ? stagesOf(secret, id).includes(VersionStage) : id === VersionId,
  );
  if (version !== undefined) return version;
  throw new AwsError(
    'ResourceNotFoundException',
    `Secrets Manager can't find the specified secret value for ${VersionId === undefined ? `staging label: ${VersionStage}` : `VersionId: ${VersionId}`}`,
  );
}

/** The stages of a version: AWSCURRENT is the last one, AWSPREVIOUS the one before. */
export function stagesOf({ versions }: Secret, id: string): string[] {
  const stages = ['AWSCURRENT', 'AWSPREVIOUS'];
  return stages.filter((_, age) => versions.at(-1 - age)?.id === id);
}
