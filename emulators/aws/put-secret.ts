import { knownAccount } from './create-account.ts';
import type { Secret } from './secret.ts';
import { addVersion } from './secret-versions.ts';
import type { AwsState } from './state.ts';
import { random } from './unique-id.ts';

/** A secret as an operator had made it before. */
export interface NewSecret {
  accountId: string;
  region: string;
  name: string;
  value: string;
}

/** Puts a secret into Secrets Manager, without a call. @throws Error when there is no such account */
export function putSecret(state: AwsState, { accountId, region, name, value }: NewSecret): void {
  const secret: Secret = {
    ...{ name, createdAt: new Date(), versions: [], tags: new Map() },
    arn: `arn:${state.partition}:secretsmanager:${region}:${accountId}:secret:${name}-${random(6)}`,
  };
  addVersion(secret, { SecretString: value });
  knownAccount(state, accountId).secrets.set(`${region}/${name}`, secret);
}
