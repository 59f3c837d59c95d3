import * as v from 'valibot';
import { PolicyDocument } from '../../../../lib/role/policy.ts';
import { permissionsOf } from '../../../../lib/vendors/crowdstrike/permissions.ts';
import { CrowdstrikeSettings } from '../../../../lib/vendors/crowdstrike/settings.ts';
import { account } from '../../role-builder.ts';

const allowed = (settings: object, partition: 'aws' | 'aws-us-gov' = 'aws') =>
  permissionsOf(v.parse(CrowdstrikeSettings, { trustedAccountId: '292230061137', ...settings }), {
    ...account,
    partition,
  });

it.each([
  [{ apiFamily: 'd4c' }, 'discover'],
  [{ apiFamily: 'cloud-security' }, 'posture'],
])('with %j the permissions are by default %s', (settings, permissions) => {
  expect(allowed(settings)).toEqual(allowed({ permissions }));
});

it.each(['d4c', 'cloud-security'])('each kind may be chosen for the family %s', (apiFamily) => {
  for (const permissions of ['discover', 'posture'])
    expect(allowed({ apiFamily, permissions })).toEqual(allowed({ permissions }));
});

it('to discover they are one inline policy of eleven actions', () => {
  const { managedPolicyArns, inlinePolicies } = allowed({ permissions: 'discover' });
  expect(managedPolicyArns).toEqual([]);
  const actions = Object.values(inlinePolicies).flatMap(({ Statement }) => Statement);
  expect(actions).toEqual([{ Effect: 'Allow', Action: Array(11).fill(expect.any(String)), Resource: '*' }]);
});

it.each(['aws', 'aws-us-gov'] as const)(
  'for the posture they are SecurityAudit and one inline policy of the partition %s',
  (partition) => {
    const { managedPolicyArns, inlinePolicies } = allowed({ permissions: 'posture' }, partition);
    expect(managedPolicyArns).toEqual([`arn:${partition}:iam::aws:policy/SecurityAudit`]);
    const gateways = { Action: ['apigateway:Get'], Resource: `arn:${partition}:apigateway:*::/restapis/*` };
    expect(inlinePolicies).toMatchObject({ cspm_config: { Statement: [{}, gateways] } });
  },
);

it.each(['discover', 'posture'])('for %s they fit into a role, and only read', (permissions) => {
  const { inlinePolicies } = allowed({ permissions }, 'aws-us-gov');
  expect(JSON.stringify(Object.values(inlinePolicies)).length).toBeLessThan(10_240);
  for (const { Statement } of Object.values(inlinePolicies).map((policy) => v.parse(PolicyDocument, policy)))
    for (const { Action = [] } of [Statement].flat())
      for (const action of [Action].flat())
        expect(action).toMatch(/^[a-z0-9-]+:(BatchGet|Describe|Get|List|Search|Select|View)/);
});
