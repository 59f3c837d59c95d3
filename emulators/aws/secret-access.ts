import type { Asking, Need } from './asking.ts';
import { AwsError } from './aws-error.ts';
import { ownAccount } from './iam-role.ts';
import { arnParts } from './policy-pattern.ts';
import type { Secret } from './secret.ts';

/**
 * A secret of the caller's account and region, by its name, its ARN, or its ARN without the six random characters.
 *
 * @throws AwsError ResourceNotFoundException
 */
export function ownSecret(asking: Asking, secretId: string | undefined): Secret {
  const secret = find(asking, secretId);
  if (secret === undefined)
    throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  return secret;
}

/**
 * The same of a secret that is not about to be deleted.
 *
 * @throws AwsError ResourceNotFoundException, InvalidRequestException
 */
export function usableSecret(asking: Asking, secretId: string | undefined): Secret {
  const secret = ownSecret(asking, secretId);
  if (secret.deletedAt === undefined) return secret;
  throw new AwsError(
    'InvalidRequestException',
    "You can't perform this operation on the secret because it was marked for deletion.",
  );
}

/** The permission that an action on one secret takes; a refusal names it as the request did. */
export function onSecret(asking: Asking, action: string, secretId = ''): Need {
  const resource = find(asking, secretId)?.arn ?? secretArn(asking, secretId);
  return { action: `secretsmanager:${action}`, resource, shown: secretId };
}

/** @param name of the secret, with or without the six random characters of a full ARN */
export const secretArn = ({ world, caller, region }: Asking, name: string): string =>
  name.startsWith('arn:')
    ? name
    : `arn:${world.state.partition}:secretsmanager:${region}:${caller.account}:secret:${name}`;

function find(asking: Asking, secretId: string | undefined): Secret | undefined {
  return regionalSecrets(asking).find(
    ({ name, arn }) => secretId === name || secretId === arn || secretId === arn.slice(0, -7),
  );
}

/** The caller's secrets in the region that it asks. */
export const regionalSecrets = (asking: Asking): Secret[] =>
  [...ownAccount(asking).secrets.values()].filter(({ arn }) => arnParts(arn)[3] === asking.region);

/** `<region>/<name>`, under which an account holds a secret. */
export const secretKey = ({ region }: Asking, name: string): string => `${region}/${name}`;
