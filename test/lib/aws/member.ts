import { IAMClient } from '@aws-sdk/client-iam';
import type { Role } from '../../../emulators/aws/state.ts';
import type { World } from '../../../emulators/world.ts';
import { ACCOUNT } from '../../scene.ts';

/** A client of IAM in an account, that of the sample events if no other, as an administrator there; it does not retry. */
export const administrator = ({ aws }: World, accountId = ACCOUNT) =>
  new IAMClient({
    endpoint: aws.url,
    region: 'us-east-1',
    credentials: aws.addPrincipal({ arn: `arn:${aws.state.partition}:iam::${accountId}:user/admin` }),
    maxAttempts: 1,
  });

/** A role of that account as it now is, its documents parsed; undefined when there is none. */
export function roleIn(world: World, name: string) {
  const role = world.aws.state.accounts.get(ACCOUNT)?.roles.get(name.toLowerCase());
  return role && shown(role);
}

const shown = ({ arn, description, maxSessionSeconds, boundary, ...role }: Role) => ({
  arn,
  description,
  maxSessionSeconds,
  boundary,
  trust: role.trust.document,
  tags: Object.fromEntries(role.tags),
  attached: [...role.attached.keys()],
  inline: Object.fromEntries([...role.inline].map(([policy, { document }]) => [policy, document])),
});
