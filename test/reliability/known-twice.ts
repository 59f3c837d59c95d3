import { randomUUID } from 'node:crypto';
import type { World } from '../../emulators/world.ts';

/** Two executions added the account at Cloudcraft at once, and were stopped; since then it got another name. */
export function knowTwice({ cloudcraft: { state } }: World, account: string): void {
  const [key] = state.apiKeys;
  if (key === undefined) throw new Error('nobody has a key');
  const { id: CreatorId, externalId } = key.user;
  for (const createdAt of ['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:01.000Z'])
    state.accounts.push({
      ...{ id: randomUUID(), name: 'Former name', roleArn: `arn:aws:iam::${account}:role/cloudcraft` },
      ...{ externalId, CreatorId, createdAt, updatedAt: createdAt, region: 'us-east-1' },
      ...{ readAccess: null, writeAccess: null },
    });
}
