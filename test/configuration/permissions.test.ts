import { conditionsHold } from '../../emulators/aws/policy-condition.ts';
import { listed } from '../../emulators/aws/policy-document.ts';
import { vendorNames } from '../../emulators/vendors.ts';
import {
  foreseeingPolicy,
  readingPolicy,
  removalPolicy,
  sessionPolicy,
} from '../../lib/aws/session-policy.ts';
import type { PolicyDocument } from '../../lib/role/policy.ts';
import { holdings } from '../holdings.ts';
import { ACCOUNT, scene } from '../scene.ts';
import { accessRole } from './access-role.ts';
import { callsOf } from './calls.ts';
import { serverless } from './deployment.ts';
import { pascal } from './naming.ts';
import { policiesOf } from './role-policies.ts';
import { useRole } from './use-role.ts';
import { tasks, workflows } from './workflows.ts';

/** What every function may do besides its work, and no AWS client of it calls: Lambda does. */
const OBSERVATION = [
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
];
/** Source: Step Functions Developer Guide, "Logging using CloudWatch Logs" and "Tracing with X-Ray". */
const DELIVERY = [
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'logs:CreateLogDelivery',
  'logs:GetLogDelivery',
  'logs:UpdateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:DescribeResourcePolicies',
  'logs:DescribeLogGroups',
  'xray:PutTraceSegments',
  'xray:PutTelemetryRecords',
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
];
/** What a call needs besides itself: who may not list a bucket is refused where an object does not exist. */
const COMPANIONS: Record<string, string> = { 's3:GetObject': 's3:ListBucket' };

/** Source: Step Functions Developer Guide, "Start a new AWS Step Functions state machine". */
const NESTED = [
  ...['states:StartExecution', 'states:DescribeExecution', 'states:StopExecution'],
  ...['events:PutTargets', 'events:PutRule', 'events:DescribeRule'],
];
const STATES = 'arn:aws:states:us-east-1:111122223333';

const fileOf = (handler: string) => handler.replace('.handler', '.ts');
const called = await callsOf(Object.values(serverless.functions).map(({ handler }) => fileOf(handler)));
const functions = Object.entries(serverless.functions).map(([key, { handler, role }]) => ({
  ...{ key, role },
  calls: called.get(fileOf(handler)) ?? [],
}));
/** What a function calls in accounts. */
const inAccounts = (key: string) =>
  functions
    .filter((each) => each.key === key)
    .flatMap(({ calls }) => calls)
    .filter((call) => call.startsWith('iam:'));

const actionsOf = (role: string) =>
  Object.values(policiesOf(role))
    .flatMap(({ Statement }) => listed(Statement).flatMap(({ Action }) => listed(Action ?? [])))
    .sort();

/** IAM is called only from inside an account, by a session that its own policy bounds. */
const fromOutside = (calls: string[]) => calls.filter((call) => !call.startsWith('iam:'));

describe('permissions', () => {
  it.each(functions)('of $key are exactly the calls that it makes', ({ calls: all, role }) => {
    const calls = fromOutside(all);
    const companions = calls.flatMap((call) => COMPANIONS[call] ?? []);
    expect(actionsOf(role)).toEqual([...calls, ...companions, ...OBSERVATION].sort());
  });

  it('of a session in an account, and of the access role, are exactly the calls that are made in it', () => {
    const account = { id: ACCOUNT, name: 'Sandbox', partition: 'aws' as const };
    const spec = { name: 'cloudcraft', managedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] };
    const sessions = {
      ensureRole: [sessionPolicy(account, { ...EMPTY, ...spec })],
      removeRole: [removalPolicy(account, spec.name), foreseeingPolicy(account, spec.name)],
    };
    const allowedBy = (policy: PolicyDocument) => listed(listed(policy.Statement)[0]?.Action ?? []);
    for (const [key, policies] of Object.entries(sessions))
      expect([...new Set(policies.flatMap(allowedBy))].sort()).toEqual(inAccounts(key));
    const ofAccessRole = accessRole(ACCOUNT, { PermissionsBoundary: 'limits' })
      .policies.flatMap(({ Statement }) => listed(Statement))
      .flatMap(({ Effect, Action }) => (Effect === 'Allow' ? listed(Action ?? []) : []));
    const all = functions.flatMap(({ key }) => inAccounts(key));
    expect([...new Set(ofAccessRole)].sort()).toEqual([...new Set(all)].sort());
    const reading = [readingPolicy(account, ['cloudcraft']), foreseeingPolicy(account, 'cloudcraft')];
    expect(reading.flatMap(allowedBy).filter((action) => !/^iam:(Get|List)/.test(action))).toEqual([]);
  });

  it.each(workflows)(
    'of $name are to invoke its functions, and to write its log and its traces',
    ({ name }) => {
      const role = `${pascal(name)}Role`;
      const { 'invoke-functions': invoke, 'write-log-and-traces': observe } = policiesOf(role);
      const arns = tasks
        .filter(({ workflow }) => workflow === name)
        .map(({ Resource = '' }) => `arn:aws:deployed:::${Resource.slice(2, -1)}LambdaFunction.Arn`);
      expect(listed(invoke?.Statement ?? [])).toEqual([
        { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: [...new Set(arns)] },
      ]);
      expect(listed(observe?.Statement ?? []).flatMap(({ Action }) => listed(Action ?? []))).toEqual(
        DELIVERY,
      );
      const nested = name === 'roll-call' ? NESTED : [];
      expect(actionsOf(role)).toEqual(['lambda:InvokeFunction', ...DELIVERY, ...nested].sort());
    },
  );

  it('of a roll call are to run the other workflows, and itself for each account', () => {
    const { 'run-workflows': run } = policiesOf('RollCallRole');
    expect(listed(run?.Statement ?? []).map(({ Resource }) => listed(Resource ?? []))).toEqual([
      [
        ...['EnrollAccount', 'OffboardAccount'].map((id) => `arn:aws:deployed:::${id}`),
        `${STATES}:stateMachine:rollcall-prod-roll-call`,
      ],
      ['enroll-account:*', 'offboard-account:*', 'roll-call*'].map(
        (name) => `${STATES}:execution:rollcall-prod-${name}`,
      ),
      ['arn:aws:events:us-east-1:111122223333:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule'],
    ]);
  });

  it('are enough for a roll call, each function with its own role, filters of units and tags, and a look at roles', async () => {
    const { world, engine } = await scene({ environment: { FILTERS: JSON.stringify(FILTERS) } });
    for (const { key, role } of functions) useRole(world, engine, key, Object.values(policiesOf(role)));
    for (const name of ['first', 'second'])
      await expect(engine.run('roll-call', { depth: 'roles' }, { name })).resolves.toMatchObject({
        status: 'SUCCEEDED',
      });
    expect(world.network.calls.some(({ from }) => from?.function === 'inspectRoles')).toBe(true);
    expect(holdings(world)).toMatchObject({ roles: [{}, {}] });
  });

  it('of an inspection are for what it is given and what it finds: it may not touch what a roll call has planned', () => {
    const { 'read-and-write-findings': findings } = policiesOf('InspectRolesRole');
    const reached = listed(findings?.Statement ?? []).flatMap(({ Action, Resource }) =>
      listed(Resource ?? []).map((arn) => [Action, arn.replace(/^.*Reports/, '')]),
    );
    expect(reached).toEqual([
      ['s3:GetObject', '/roll-calls/*/roles/*'],
      ['s3:PutObject', '/roll-calls/*/findings/*'],
      ['s3:ListBucket', ''],
    ]);
  });

  it('of the event rules are to start the state machine', () => {
    expect(
      Object.values(policiesOf('StartEnrollAccountRole')).map(({ Statement }) => listed(Statement)),
    ).toEqual([
      [{ Effect: 'Allow', Action: 'states:StartExecution', Resource: 'arn:aws:deployed:::EnrollAccount' }],
    ]);
  });

  it('are of no role for both, assuming access roles and reading secrets', () => {
    for (const { role } of functions) {
      const actions = actionsOf(role);
      expect(actions.includes('sts:AssumeRole') && actions.includes('secretsmanager:GetSecretValue')).toBe(
        false,
      );
    }
  });

  it.each(vendorNames())(
    'are enough to enroll with %s and to offboard from it, each function with its own role',
    async (vendor) => {
      const environment = { FILTERS: JSON.stringify(FILTERS), VENDORS: vendor };
      const { world, engine, enroll } = await scene({ environment });
      for (const { key, role } of functions) useRole(world, engine, key, Object.values(policiesOf(role)));
      const input = { accountId: ACCOUNT, vendors: [vendor] };
      await expect(enroll(input)).resolves.toMatchObject({ status: 'SUCCEEDED' });
      expect(holdings(world)).toMatchObject({ [vendor]: [{}] });
      await expect(engine.run('offboard-account', input)).resolves.toMatchObject({ status: 'SUCCEEDED' });
      expect(holdings(world)).toMatchObject({ roles: [], [vendor]: [] });
    },
  );

  it.each([
    { where: 'an account of our organization', organization: ['o-ours'], holds: true },
    { where: "an account of somebody else's organization", organization: ['o-theirs'], holds: false },
    { where: 'an account that is in no organization', organization: [], holds: false },
  ])('to assume the access role of $where are given: $holds', ({ organization, holds }) => {
    const { 'assume-access-roles': policy } = policiesOf('ConfirmAccessRole');
    const context = new Map([
      ['aws:principalorgid', ['o-ours']],
      ...(organization.length > 0 ? [['aws:resourceorgid', organization] as const] : []),
    ]);
    expect(conditionsHold(listed(policy?.Statement ?? [])[0]?.Condition, context)).toBe(holds);
  });
});

const FILTERS = {
  include: [{ type: 'ous', target_value: ['r-exam'] }],
  exclude: [{ type: 'tags', target_value: [{ env: 'none' }] }],
};

const EMPTY = {
  path: '/',
  description: '',
  maxSessionSeconds: 3600,
  trustedPrincipal: '',
  externalId: '',
  inlinePolicies: {},
};
