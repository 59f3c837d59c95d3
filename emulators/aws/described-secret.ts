import type { Secret } from './secret.ts';
import { stagesOf } from './secret-versions.ts';

/** A description and an entry of the list call the stages differently; each takes its own. */
export function described(secret: Secret) {
  const stages = Object.fromEntries(secret.versions.map(({ id }) => [id, stagesOf(secret, id)]));
  return {
    ARN: secret.arn,
    Name: secret.name,
    Description: secret.description,
    CreatedDate: secret.createdAt,
    LastChangedDate: secret.versions.at(-1)?.createdAt ?? secret.createdAt,
    DeletedDate: secret.deletedAt,
    Tags: secret.tags.size === 0 ? undefined : [...secret.tags].map(([Key, Value]) => ({ Key, Value })),
    VersionIdsToStages: stages,
    SecretVersionsToStages: stages,
  };
}
