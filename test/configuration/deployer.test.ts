import { listed } from '../../emulators/aws/policy-document.ts';
import { verdict } from '../../emulators/aws/policy-verdict.ts';
import { ARNS, calls, handlers, name, region } from './deployer-calls.ts';
import { deployerPolicy } from './deployer-policy.ts';
import { resourcesWith } from './deployment.ts';
import { policiesOf } from './role-policies.ts';

const policies = { Deployer: deployerPolicy('Deployer'), Boundary: deployerPolicy('Boundary') };
const ask = (action: string, resource: string, context: [string, string[]][]) =>
  verdict([policies.Boundary], { action, resource, context: new Map(context) });

describe('the deployer', () => {
  it.each([...Map.groupBy(calls, ({ what }) => what)])('%s', (_, asked) => {
    const wrong = asked.filter(
      ({ of, action, resource, context, decision }) =>
        verdict([policies[of]], { action, resource, context: new Map(context) }) !== decision,
    );
    expect(wrong).toEqual([]);
  });

  it('has policies that are not longer than IAM takes', () => {
    // Source: IAM User Guide, "IAM and AWS STS quotas": 6,144 characters without white space.
    for (const document of Object.values(policies))
      expect(JSON.stringify(document).replaceAll(/\s/g, '').length).toBeLessThanOrEqual(6144);
  });
});

const bounded = await resourcesWith({ accessRoles: 'RollcallAccess', managementAccountId: '999988887777' });
const roles = [...bounded].flatMap(([id, { Type }]) => (Type === 'AWS::IAM::Role' ? [id] : []));
const values = { Failures: region('sns', `${name}-failures`), Reports: `${name}-reports-abc` };

/** As the stack's roles use keys and access roles: by these services, in the organization. */
const USED: [string, string[]][] = [
  ['kms:viaservice', ['sns.us-east-1.amazonaws.com']],
  ['aws:resourceorgid', ['o-ours']],
  ['aws:principalorgid', ['o-ours']],
];

describe('the boundary', () => {
  it.each(roles)('lets %s do all that its own policies allow', (id) => {
    const missing = Object.values(policiesOf(id, { stack: bounded, values })).flatMap(({ Statement }) =>
      listed(Statement).flatMap(({ Action = [], Resource = [] }) =>
        listed(Action).flatMap((action) =>
          listed(Resource)
            .map((arn) => named(action, arn))
            .filter((arn) => ask(action, arn, USED) !== 'allowed')
            .map((arn) => `${action} ${arn}`),
        ),
      ),
    );
    expect(missing).toEqual([]);
  });

  it('lets a role assume the narrow access role alone', () => {
    const of = (it: string) => ask('sts:AssumeRole', `arn:aws:iam::444455556666:role/${it}`, USED);
    expect(['RollcallAccess', 'RollcallAccess-prod', 'OrganizationAccountAccessRole'].map(of)).toEqual([
      'allowed',
      'allowed',
      'implicitly denied',
    ]);
  });
});

/** An ARN with the names that CloudFormation gives what the template leaves without one. */
function named(action: string, arn: string): string {
  const [service = ''] = action.split(':');
  if (!arn.startsWith('arn:aws:deployed:::')) return arn;
  const id = arn.replace('arn:aws:deployed:::', '').replace(/\.Arn$/, '');
  if (service === 'states') return region('states', `stateMachine:${name}-${id}`);
  if (service === 'lambda') return region('lambda', `function:${name}-${id}`);
  return ARNS[service]?.[0] ?? arn;
}

it('every type of resource of the stack is among those whose calls are known', async () => {
  const stack = await resourcesWith({
    managementAccountId: '999988887777',
    notificationAddress: 'a@example.com',
  });
  const types = [...stack.values()].map(({ Type }) => Type);
  expect([...new Set(types)].filter((type) => !Object.hasOwn(handlers, type))).toEqual([]);
});
