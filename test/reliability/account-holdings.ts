import type { Role } from '../../emulators/aws/state.ts';
import type { World } from '../../emulators/world.ts';
import { byVendor } from '../by-vendor.ts';

/**
 * All that enrolling left of one account: every role in it besides the access roles, and what the vendors hold;
 * without times and numbers, the account and the vendors' external ids replaced by words.
 */
export function holdingsOf(world: World, account: string) {
  const { roles = new Map<string, Role>(), membership } = world.aws.state.accounts.get(account) ?? {};
  const holdings = byVendor(world, (vendor) =>
    vendor.holds().filter(({ accountId }) => accountId === account),
  );
  const held = {
    ...byVendor(world, (_, name) => holdings[name]?.map(({ details }) => details) ?? []),
    roles: [...roles.values()]
      .filter(({ name }) => !membership?.accessRoles.includes(name))
      .map(told)
      .sort((one, other) => one.arn.localeCompare(other.arn)),
  };
  const words = [
    [account, 'ACCOUNT'],
    ...Object.entries(holdings).flatMap(([vendor, all = []]) =>
      all.map(({ externalId }) => [externalId, `external id of ${vendor}`]),
    ),
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
