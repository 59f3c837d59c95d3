const v = require('valibot');
const { accessRole } = require('./access-role.ts');
const { settingsIn } = require('../lib/config.ts');
const { vendors } = require('../lib/vendors/index.ts');

/**
 * The access role for the management account, which no StackSet reaches: it makes the roles that the settings of the
 * enabled vendors name. None unless `managementAccount` is ENABLED. Where the stack is in another account, or its roles are
 * bounded, the template for members makes it, with that name.
 */
module.exports = async ({ resolveVariable }) => {
  const isElsewhere = String(await resolveVariable('param:managementAccountId')) !== '';
  const isBounded = String(await resolveVariable('param:stackBoundary')) !== '';
  if (isElsewhere || isBounded || (await resolveVariable('param:managementAccount')) !== 'ENABLED')
    return { Resources: {} };
  const enabled = (await resolveVariable('param:vendors')).split(',').map((name) => name.trim());
  const roles = enabled.filter((name) => Object.hasOwn(vendors, name)).map(roleOf(resolveVariable));
  return {
    Resources: accessRole({
      prefix: 'Management',
      name: 'RollcallAccess-${sls:stage}', // of which an account has one; lib/organization/access-roles.ts tries it
      account: '${AWS::AccountId}',
      stage: '${sls:stage}',
      roles: (await Promise.all(roles)).flat(),
      boundary: (await resolveVariable('param:permissionsBoundary')) || undefined,
    }),
  };
};

/** None for settings that are not valid: guards.cjs refuses these with a reason. */
const roleOf = (resolveVariable) => async (name) => {
  const { Settings, given } = vendors[name];
  const settings = v.safeParse(settingsIn(Settings), await resolveVariable(`param:${name}`));
  return settings.success ? [given(settings.output)] : [];
};
