import type { PolicyDocument } from '../../emulators/aws/policy-document.ts';
import type { Engine } from '../../emulators/engine/engine.ts';
import type { World } from '../../emulators/world.ts';

/** Gives a function the credentials of its own role, as it is named when it is deployed. */
export function useRole(world: World, engine: Engine, key: string, policies: PolicyDocument[]) {
  const arn = `arn:aws:iam::111122223333:role/rollcall-prod-${key}`;
  const credentials = world.aws.addPrincipal({ arn, policies });
  engine.lambda.environments.set(key, {
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken ?? '',
  });
  return credentials;
}
