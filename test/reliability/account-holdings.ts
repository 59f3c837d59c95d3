import type { Role } from '../../emulators/aws/state.ts';
import type { World } from '../../emulators/world.ts';

/**
 * All that enrolling left of one account: every role in it besides those that let us in, and what the vendors know;
 * without times and numbers, the account and the vendors' external ids replaced by words.
 */
export function holdingsOf(world: World, account: string) {
  const { aws, cloudcraft, crowdstrike } = world;
  const { roles = new Map<string, Role>(), membership } = aws.state.accounts.get(account) ?? {};
  const entries = cloudcraft.state.accounts.filter(({ roleArn }) => roleArn.includes(`:${account}:`));
  const registrations = crowdstrike.state.registrations.filter(({ accountId }) => accountId === account);
  const held = {
    roles: [...roles.values()]
      .filter(({ name }) => !membership?.accessRoles.includes(name))
      .map(told)
      .sort((one, other) => one.arn.localeCompare(other.arn)),
    cloudcraft: entries.map(({ name, roleArn, region }) => ({ name, roleArn, region })),
    crowdstrike: registrations.map(({ family, accountType, accountId, iamRoleArn, operational }) => ({
      ...{ family, accountType, accountId, iamRoleArn, operational },
    })),
  };
  const words = [
    [account, 'ACCOUNT'],
    ...entries.map(({ externalId }) => [externalId, "CLOUDCRAFT'S EXTERNAL ID"]),
    ...registrations.map(({ externalId }) => [externalId, "CROWDSTRIKE'S EXTERNAL ID"]),
  ];
  const text = words.reduce(
    (json, [value = '', word = '']) => json.replaceAll(value, word),
    JSON.stringify(held),
  );
  const named: typeof held = JSON.parse(text);
  return named;
}

const told = ({ arn, trust, tags, attached, inline, description, maxSessionSeconds, boundary }: Role) => ({
  ...{ arn, description, maxSessionSeconds, boundary, trust: trust.document },
  tags: Object.fromEntries(tags),
  attached: [...attached.keys()],
  inline: Object.fromEntries([...inline].map(([name, { text }]) => [name, text])),
});
