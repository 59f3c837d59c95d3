const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { parse } = require('yaml');

/**
 * The access role of member/ for the management account, which no StackSet reaches: the same resources, with the
 * parameters of this deployment in the place of the template's. None unless `managementAccount` is ENABLED.
 */
module.exports = async ({ resolveVariable }) => {
  if ((await resolveVariable('param:managementAccount')) !== 'ENABLED') return { Resources: {} };
  const { Parameters, Resources } = parse(TEMPLATE, { customTags });
  const boundary = await resolveVariable('param:permissionsBoundary');
  const values = {
    ...Object.fromEntries(Object.entries(Parameters).map(([name, { Default }]) => [name, Default])),
    ManagementAccountId: '${AWS::AccountId}',
    Stage: '${sls:stage}',
    PermissionsBoundary: boundary,
  };
  const kept = Object.entries(Resources).filter(([, { Condition }]) => !Condition || boundary !== '');
  return {
    Resources: Object.fromEntries(
      kept.map(([id, { Condition: _, ...resource }]) => [`Management${id}`, filled(resource, values)]),
    ),
  };
};

const TEMPLATE = readFileSync(join(__dirname, 'member', 'rollcall-access.yml'), 'utf8');

const customTags = [
  { tag: '!Ref', resolve: (name) => ({ Ref: name }) },
  { tag: '!Sub', resolve: (text) => ({ 'Fn::Sub': text }) },
  { tag: '!Equals', collection: 'seq', resolve: () => undefined },
  { tag: '!Not', collection: 'seq', resolve: () => undefined },
];

/** With the values of parameters in their place, and the resources by their names in the stack. */
function filled(value, values) {
  if (Array.isArray(value)) return value.map((inner) => filled(inner, values));
  if (typeof value !== 'object' || value === null) return value;
  const { Ref: name, 'Fn::Sub': text } = value;
  if (name !== undefined) return values[name] ?? { Ref: `Management${name}` };
  if (text !== undefined) return { 'Fn::Sub': text.replace(/\$\{(\w+)\}/g, (_, key) => values[key]) };
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filled(inner, values)]));
}
