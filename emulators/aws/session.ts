import type { PolicyDocument } from './policy-document.ts';
import type { AccessKey, AwsState, Role, Session } from './state.ts';
import { random, uniqueId } from './unique-id.ts';

interface NewSession {
  name: string;
  seconds: number;
  policies?: PolicyDocument[] | undefined;
  tags?: Map<string, string>;
}

/** Opens a session of a role. */
export function openSession(
  { accessKeys }: AwsState,
  role: Role,
  { name, seconds, policies, tags = new Map() }: NewSession,
): AccessKey & { session: Session } {
  const key = {
    accessKeyId: uniqueId('ASIA'),
    secretAccessKey: random(40),
    principalArn: role.arn,
    principalId: role.id,
    session: {
      name,
      token: random(356),
      issuedAt: new Date(),
      tags,
      expiration: new Date(Date.now() + seconds * 1000),
      ...(policies && { policies }),
    },
  };
  accessKeys.set(key.accessKeyId, key);
  return key;
}
