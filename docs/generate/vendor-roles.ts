import { vendorRoles } from '../../infrastructure/member-template.ts';
import { vendors } from '../../lib/vendors/index.ts';

/** A table of the roles that RollcallAccess can make, a row a vendor of the registry. */
export const vendorRolesTable = () =>
  [
    '| vendor | role | its name is the parameter | managed policies that it may have |',
    '|---|---|---|---|',
    ...vendorRoles(vendors).map(
      ({ vendor, name, parameter, managedPolicies }) =>
        `| \`${vendor}\` | \`${name}\` | \`${parameter}\` | ${managedPolicies.map((policy) => `\`${policy}\``).join(', ') || 'none'} |`,
    ),
  ].join('\n');
