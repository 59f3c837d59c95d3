import type { Role } from '../emulators/aws/state.ts';
import { vendorNames } from '../emulators/vendors.ts';
import type { World } from '../emulators/world.ts';
import { byVendor } from './by-vendor.ts';

/** All that is left of enrollments: the roles in every member account, and what the vendors know; without times and ids. */
export const holdings = (world: World) => ({
  ...byVendor(world, (vendor) => vendor.holds().map(({ details }) => details)),
  roles: [...world.aws.state.accounts.values()]
    .filter(({ membership }) => membership !== undefined)
    .flatMap(({ roles }) =>
      [...roles.values()].map(role).filter(({ tags }) => tags['managed-by'] !== undefined),
    ),
});

/** The same where nothing is left. */
export const NOTHING = { roles: [], ...Object.fromEntries(vendorNames().map((name) => [name, []])) };

const role = ({ arn, trust, tags, attached, inline, description, maxSessionSeconds, boundary }: Role) => ({
  ...{ arn, description, maxSessionSeconds, boundary },
  principal: trust.document.Statement,
  tags: Object.fromEntries(tags),
  attached: [...attached.keys()],
  inline: [...inline.keys()],
});
