import * as v from 'valibot';
import { doctor } from '../../cli/commands/doctor.ts';
import { Examination } from '../../cli/doctor/finding.ts';
import { allRights, RIGHTS } from '../../cli/doctor/rights.ts';
import { ownVersion } from '../../cli/target/own-version.ts';
import { awsFault } from '../../emulators/aws/fault.ts';
import { PolicyDocument } from '../../emulators/aws/policy-document.ts';
import type { Stack } from '../../emulators/aws/stack.ts';
import { startControl } from '../../emulators/controls/control.ts';
import { allDefaults, changeSwitches } from '../../emulators/controls/switch-changes.ts';
import type { Engine } from '../../emulators/engine/engine.ts';
import { deployedFunctions } from '../../emulators/engine/functions.ts';
import { deployStack } from '../../emulators/engine/stack.ts';
import { Fault } from '../../emulators/network/fault.ts';
import { vendorNamed } from '../../emulators/vendors.ts';
import { startWorld, type World } from '../../emulators/world.ts';
import { ACCOUNT, ENABLED } from '../scene.ts';
import { inProcess } from './in-process.ts';

const MANAGEMENT = '111122223333';
/** A management account outside of which the stack is. */
const ELSEWHERE = '999988887777';
const REFUSED = { errorType: 'AccountNotReadyError', errorMessage: 'no' };
const NAMED = { MANAGEMENT_ACCOUNT_ID: ELSEWHERE };
/** A policy of the organization that denies nothing that is needed; and no limit on examinations in a row. */
const WELL = {
  cloudcraft: { rateLimit: 'off' },
  aws: { serviceControlPolicies: [scp('organizations:LeaveOrganization')] },
};
const REPORT = 'Reports/coverage/latest.json';

let world: World;
let controls: { url: string; close(): Promise<void> };
let engine: Engine;
/** The stack as it was deployed first. */
let whole: Stack;
beforeAll(async () => {
  world = await startWorld();
  changeSwitches(world, WELL);
  world.aws.createAccount({ id: ACCOUNT, name: 'Sandbox' });
  controls = await startControl(world);
  const deploy: World['aws']['deploy'] = (stack) => {
    whole = stack;
    world.aws.deploy(stack);
  };
  engine = deployStack({ ...world, aws: { ...world.aws, deploy } });
  await engine.run('roll-call', {});
});
afterAll(async () => {
  await controls.close();
  await world.close();
});
afterEach(() => {
  world.network.faults = [];
  changeSwitches(world, allDefaults());
  changeSwitches(world, WELL);
});

/** What the doctor prints of the world, with each finding in one line, and its exit code. */
async function examined({ json }: { json?: boolean } = {}) {
  const [printed, waited]: string[][] = [[], []];
  const code = await doctor(
    { stack: '', region: '', world: controls.url, ...(json && { json }) },
    { print: (text) => printed?.push(text), progress: (text) => waited?.push(text) },
  );
  const text = printed?.join('\n') ?? '';
  for (const secret of Object.values(world.secrets).flatMap((each) => Object.values(each)))
    expect(text).not.toContain(secret);
  return { code, text, waited, lines: text.replace(/\n {4,}/g, ' ').split('\n') };
}

function scp(Action: string, Condition?: object) {
  return { Version: '2012-10-17', Statement: { Effect: 'Deny', Action, Resource: '*', Condition } };
}

/** Changes the world; what it gives changes it back, beyond faults and switches. */
type Break = () => (() => unknown) | undefined;

const broken =
  (switches: object): Break =>
  () => {
    changeSwitches(world, { aws: { ...switches } });
    return undefined;
  };

const fault =
  (given: object): Break =>
  () => {
    world.network.faults = [v.parse(Fault, given)];
    return undefined;
  };

/** The trail with other selectors. */
const selecting = (...FieldSelectors: object[]) =>
  fault({
    call: 'cloudtrail:GetEventSelectors',
    answer: { status: 200, body: JSON.stringify({ AdvancedEventSelectors: [{ FieldSelectors }] }) },
  });

const deployed =
  (changes: () => Partial<Stack>): Break =>
  () => {
    world.aws.deploy({ ...whole, ...changes() });
    return () => world.aws.deploy(whole);
  };

/** The stack with other variables of its functions. */
const deployedWith = (variables: () => Record<string, string>): Break =>
  deployed(() => ({
    functions: deployedFunctions(engine.lambda, { ...world.environment, ...variables() }),
  }));

/** The stack with another output `Version`, or with none. */
const deployedAs = (...values: string[]): Break =>
  deployed(() => ({
    outputs: [
      ...whole.outputs.filter(({ key }) => key !== 'Version'),
      ...values.map((value) => ({ key: 'Version', value, description: '' })),
    ],
  }));

/** The management account is another one, which the stack names or not; and other variables and faults. */
const inToolingAccount =
  (variables: Record<string, string>, ...faults: object[]): Break =>
  () => {
    const Organization = { Id: 'o-exampleorgid', MasterAccountId: ELSEWHERE };
    const answer = { status: 200, body: JSON.stringify({ Organization }) };
    const all = [{ call: 'organizations:DescribeOrganization$', answer }, ...faults];
    world.network.faults = all.map((each) => v.parse(Fault, each));
    return deployedWith(() => variables)();
  };

const restoring =
  (change: () => void, back: () => void): Break =>
  () => {
    change();
    return back;
  };

const keyOf = (vendor: string) => `us-east-1/rollcall/${vendor}`;

const secretOf = (vendor: string) => {
  const all = world.aws.state.accounts.get(MANAGEMENT)?.secrets;
  const secret = all?.get(keyOf(vendor));
  if (all === undefined || secret === undefined) throw new Error(`${vendor} has no secret`);
  return { all, secret };
};

const ofEachVendor = ENABLED.flatMap((vendor) => {
  const put = `aws secretsmanager put-secret-value --region us-east-1 --secret-id rollcall/${vendor} --secret-string file://${vendor}.json`;
  let kept: ReturnType<typeof secretOf>['secret'];
  return [
    {
      what: `no secret of ${vendor}`,
      breaks: restoring(
        () => {
          const { all, secret } = secretOf(vendor);
          kept = secret;
          all.delete(keyOf(vendor));
        },
        () => world.aws.state.accounts.get(MANAGEMENT)?.secrets.set(keyOf(vendor), kept),
      ),
      line: `✘ ${vendor} secret Tried to read the secret rollcall/${vendor}: ResourceNotFoundException`,
      fix: `aws secretsmanager create-secret --region us-east-1 --name rollcall/${vendor} --secret-string file://${vendor}.json`,
    },
    {
      what: `a secret of ${vendor} that is scheduled for deletion`,
      breaks: fault({
        call: 'secretsmanager:GetSecretValue',
        answer: awsFault('secretsmanager:GetSecretValue', 'InvalidRequestException', 'marked for deletion'),
      }),
      line: `✘ ${vendor} secret Tried to read the secret rollcall/${vendor}: InvalidRequestException`,
      fix: `aws secretsmanager restore-secret --region us-east-1 --secret-id rollcall/${vendor}`,
    },
    {
      what: `a secret of ${vendor} with another field`,
      breaks: restoring(
        () =>
          secretOf(vendor).secret.versions.push({
            ...{ id: 'wrong', createdAt: new Date(), value: '{"key":"do-not-print-this-value"}' },
          }),
        () => secretOf(vendor).secret.versions.pop(),
      ),
      line: `✘ ${vendor} secret Tried to read the secret rollcall/${vendor}:`,
      fix: put,
    },
    ...['unauthorized', 'forbidden'].map((preset) => ({
      what: `${vendor} ${preset}`,
      breaks: fault(vendorNamed(vendor)?.presets[preset]?.faults?.[0] ?? {}),
      line: `✘ ${vendor} Tried to GET`,
      fix: `${put} # for other credentials`,
    })),
    {
      what: `${vendor} down`,
      breaks: fault(vendorNamed(vendor)?.presets['down']?.faults?.[0] ?? {}),
      line: `✘ ${vendor} Tried to`,
      fix: 'npx rollcall enroll --failed --world http',
    },
    {
      what: `another pin of ${vendor}`,
      breaks: deployedWith(() => ({
        [vendor.toUpperCase()]: JSON.stringify({
          ...world.vendors[vendor]?.settings,
          trustedAccountId: '999999999999',
        }),
      })),
      line: `✘ ${vendor} pin 999999999999 is pinned, and the vendor answers ${vendorNamed(vendor)?.identity('aws').split(':')[4]}`,
      fix: `npx serverless deploy --stage local --region us-east-1 --param='${vendor}={"trustedAccountId":"${vendorNamed(vendor)?.identity('aws').split(':')[4]}","url":`,
    },
  ];
});

const table: { what: string; breaks: Break; line: string; fix?: string; code?: number }[] = [
  {
    what: 'credentials of a member account',
    breaks() {
      const before = { ...world.environment };
      const { accessKeyId, secretAccessKey } = world.aws.addPrincipal({
        arn: `arn:aws:iam::${ACCOUNT}:user/administrator`,
      });
      const keys = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
      Object.assign(world.environment, keys);
      delete world.environment['AWS_SESSION_TOKEN'];
      return () => Object.assign(world.environment, before);
    },
    line: `✘ identity arn:aws:iam::${ACCOUNT}:user/administrator is not of the account ${MANAGEMENT}, which the stack is in`,
    fix: `npx rollcall doctor --profile <profile of the account ${MANAGEMENT}>`,
  },
  {
    what: 'a stack in a tooling account',
    breaks: inToolingAccount(NAMED),
    line: `✔ identity tooling account ${MANAGEMENT} of the management account ${ELSEWHERE}, as `,
    code: 0,
  },
  {
    what: 'a stack outside the management account that does not name it',
    breaks: inToolingAccount({}),
    line: `✘ identity the stack is in the account ${MANAGEMENT}, and gets no events of the management account ${ELSEWHERE}: its managementAccountId is ""`,
    fix: `npx serverless deploy --stage local --region us-east-1 --param=managementAccountId=${ELSEWHERE} # with all`,
  },
  {
    what: 'a tooling account that sees no trail of the organization',
    breaks: inToolingAccount(NAMED, {
      ...{ call: 'cloudtrail:DescribeTrails', answer: { status: 200, body: '{"trailList":[]}' } },
    }),
    line: `? trail no trail of the organization logs management events; look for one in the management account ${ELSEWHERE}`,
    code: 0,
  },
  {
    what: 'a tooling account with a filter by tags, which may not ask for all tags at once',
    breaks: inToolingAccount(
      {
        ...NAMED,
        FILTERS: JSON.stringify({ exclude: [{ type: 'tags', target_value: [{ team: 'none' }] }] }),
      },
      { call: '^tag:', answer: awsFault('tag:GetResources', 'AccessDeniedException', 'no') },
    ),
    line: `✔ access OrganizationAccountAccessRole in all of the 1 tried of 1 account: ${ACCOUNT}`,
    code: 0,
  },
  {
    what: 'a tooling account that cannot access an account',
    breaks: inToolingAccount(NAMED, {
      ...{ call: 'lambda:Invoke', answer: { status: 200, body: JSON.stringify(REFUSED) } },
    }),
    line: `✘ access 1 of 1 sampled accounts cannot be accessed (${ACCOUNT}): AccountNotReadyError no`,
    fix: `AccountFilterType=INTERSECTION --profile <profile of the account ${ELSEWHERE}>`,
  },
  {
    what: 'an older stack',
    breaks: deployedAs('0.0.1'),
    line: `✘ version the stack is 0.0.1, older than this checkout, ${ownVersion()}. Follow "How to upgrade" in CHANGELOG.md`,
    fix: 'npx serverless deploy --stage local --region us-east-1 # with all your other parameters',
  },
  {
    what: 'a stack that does not say its version',
    breaks: deployedAs(),
    line: '✘ version the stack is of before 0.3, older than this checkout',
    fix: 'npx serverless deploy',
  },
  {
    what: 'a newer stack',
    breaks: deployedAs('99.0.0'),
    line: `✘ version the stack is 99.0.0, newer than this checkout, ${ownVersion()}: do not deploy`,
    fix: 'git pull && npm ci',
  },
  {
    what: 'a stack of a version that is not a number',
    breaks: deployedAs('next'),
    line: '? version the stack is next, which cannot be compared',
    code: 0,
  },
  {
    what: 'another region',
    breaks: deployed(() => ({
      outputs: whole.outputs.map((each) => ({
        ...each,
        value: each.value.replace('us-east-1', 'eu-west-1'),
      })),
    })),
    line: '✘ region the stack is in eu-west-1; the events of AWS Organizations arrive in us-east-1 only',
    fix: 'npx serverless deploy --stage local --region us-east-1 # with all your other parameters',
  },
  {
    what: 'no trail',
    breaks: broken({ trail: 'absent' }),
    line: '✘ trail no trail logs this region: no new account is noticed',
    fix: 'aws cloudtrail start-logging --region us-east-1 --name management-events',
  },
  {
    what: 'a trail that was stopped',
    breaks: broken({ trail: 'stopped' }),
    line: '✘ trail organization-trail is not logging',
    fix: `aws cloudtrail start-logging --region us-east-1 --name arn:aws:cloudtrail:us-east-1:${MANAGEMENT}:trail/organization-trail`,
  },
  {
    what: 'a trail of data events',
    breaks: broken({ trail: 'data events only' }),
    line: '✘ trail organization-trail logs no management events',
    fix: 'aws cloudtrail put-event-selectors --region us-east-1 --trail-name arn:',
  },
  {
    what: 'a trail with advanced selectors of reads alone',
    breaks: selecting(
      { Field: 'eventCategory', Equals: ['Management'] },
      { Field: 'readOnly', Equals: ['true'] },
    ),
    line: '✘ trail organization-trail logs no management events',
  },
  {
    what: 'a trail with advanced selectors',
    breaks: selecting({ Field: 'eventCategory', Equals: ['Management'] }),
    line: '✔ trail organization-trail logs management events',
    code: 0,
  },
  {
    what: 'a state machine that is deleted',
    breaks: fault({
      ...{ call: 'states:DescribeStateMachine' },
      answer: { status: 200, body: JSON.stringify({ status: 'DELETING' }) },
    }),
    line: '✘ stack rollcall-local-enroll-account is DELETING',
    fix: 'npx serverless deploy --stage local --region us-east-1 # with all your other parameters',
  },
  {
    what: 'a rule that somebody disabled',
    breaks: broken({ disabledRules: ['rollcall-local-account-created'] }),
    line: '✘ rules not enabled: account-created',
    fix: 'aws events enable-rule --region us-east-1 --name rollcall-local-account-created',
  },
  {
    what: 'settings that cannot be read as such',
    breaks: deployedWith(() => ({ CLOUDCRAFT: '{}' })),
    line: '✘ settings the environment of rollcall-local-takeRoll: trustedAccountId:',
    fix: 'npx serverless deploy --stage local --region us-east-1 # with all your other parameters',
  },
  ...ofEachVendor,
  {
    what: 'no access role in an account',
    breaks() {
      const roles = world.aws.state.accounts.get(ACCOUNT)?.roles;
      const role = roles?.get('organizationaccountaccessrole');
      roles?.delete('organizationaccountaccessrole');
      return () => role && roles?.set('organizationaccountaccessrole', role);
    },
    line: `✘ access 1 of 1 sampled accounts cannot be accessed (${ACCOUNT}): AccountNotReadyError Tried to assume RollcallAccess or`,
    fix: `--deployment-targets OrganizationalUnitIds=r-exam,Accounts=${ACCOUNT},AccountFilterType=INTERSECTION`,
  },
  {
    what: 'a policy that denies AssumeRole',
    breaks: broken({
      resourceControlPolicies: [
        {
          Version: '2012-10-17',
          Statement: { Effect: 'Deny', Principal: '*', Action: 'sts:*', Resource: '*' },
        },
      ],
    }),
    line: '✘ access 1 of 1 sampled accounts cannot be accessed',
    fix: 'aws organizations list-policies --filter RESOURCE_CONTROL_POLICY',
  },
  {
    what: 'an SCP that denies what the access roles do',
    breaks: broken({ serviceControlPolicies: [scp('iam:*Role')] }),
    line: '✘ control policies every-member-0 denies iam:GetRole, iam:CreateRole, iam:UpdateRole and 1 more in 1 of 1 account',
    fix: 'aws organizations update-policy --policy-id p-everymember0 --content file://p-everymember0.json # without that Deny',
  },
  {
    what: 'an SCP that does so under a condition',
    breaks: broken({
      serviceControlPolicies: [scp('iam:*', { StringNotEquals: { 'aws:PrincipalTag/team': 'platform' } })],
    }),
    line: '? control policies every-member-0 (p-everymember0) denies iam:GetRole',
    code: 0,
  },
  {
    what: 'an SCP for the root user alone',
    breaks: broken({
      serviceControlPolicies: [scp('*', { StringLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:root' } })],
    }),
    line: '✔ control policies no Deny in the way, in 1 SCP of your own',
    code: 0,
  },
  {
    what: 'an SCP of an account that is not to be enrolled',
    breaks() {
      const id = '555566667777';
      const serviceControlPolicies = [v.parse(PolicyDocument, scp('*'))];
      world.aws.createAccount({ id, state: 'SUSPENDED', serviceControlPolicies });
      return () => world.aws.state.accounts.delete(id);
    },
    line: '✔ control policies no Deny in the way, in 2 SCPs of your own',
    code: 0,
  },
  {
    what: 'few concurrent executions',
    breaks: broken({ concurrentExecutions: 9 }),
    line: '✘ concurrency 9 functions at once; 10 are enough, and slow',
    fix: 'aws service-quotas request-service-quota-increase --region us-east-1 --service-code lambda --quota-code L-B99A9384 --desired-value 1000',
  },
  {
    what: 'a subscription that nobody confirmed',
    breaks: broken({ subscription: 'pending' }),
    line: '✘ notices on-call@example.com has not confirmed the subscription',
    fix: `aws sns subscribe --region us-east-1 --topic-arn arn:aws:sns:us-east-1:${MANAGEMENT}:rollcall-local-failures --protocol email --notification-endpoint on-call@example.com`,
  },
  {
    what: 'nobody who is subscribed',
    breaks: broken({ subscription: 'absent' }),
    line: '✘ notices nobody is subscribed to failures',
    fix: '--notification-endpoint <address>',
  },
  {
    what: 'ten resource policies of CloudWatch Logs',
    breaks: broken({ logResourcePolicies: 10 }),
    line: '✘ log policies 10 of 10: a deployment that needs another one fails.',
    fix: 'aws logs delete-resource-policy --region us-east-1 --policy-name <name>',
  },
  {
    what: 'no roll call',
    breaks() {
      const report = world.aws.state.objects.get(REPORT);
      world.aws.state.objects.delete(REPORT);
      return () => report && world.aws.state.objects.set(REPORT, report);
    },
    line: '✘ last roll call no roll call has ended yet',
    fix: 'npx rollcall roll-call --dry-run --world http',
  },
  {
    what: 'a roll call of three days ago',
    breaks() {
      const report = world.aws.state.objects.get(REPORT);
      if (report === undefined) throw new Error('there is no report');
      const at = new Date(Date.now() - 75 * 3_600_000).toISOString();
      const text = JSON.stringify({ ...JSON.parse(report.text), at });
      world.aws.state.objects.set(REPORT, { ...report, text });
      return () => world.aws.state.objects.set(REPORT, report);
    },
    line: '✘ last roll call it compared at',
    fix: 'npx rollcall roll-call --dry-run --world http',
  },
  {
    what: 'a service that drops the connection',
    breaks: fault({ call: '^logs:', answer: { cut: 'connection' } }),
    line: '✘ log policies ',
  },
];

/** What nobody is denied, and what nothing can be looked at without. */
const FREE = ['sts:GetCallerIdentity', 'cloudformation:DescribeStacks'];

/** A service's refusal of a call that needs a right. */
function denying(right: string): Fault {
  const call = right.replace('lambda:InvokeFunction', 'lambda:Invoke');
  const words = right.startsWith('organizations:')
    ? "You don't have permissions to access this resource."
    : `User: arn:aws:iam::${MANAGEMENT}:user/x is not authorized to perform: ${right} on resource: *`;
  const answer =
    right === 's3:GetObject'
      ? { status: 403, body: `<Error><Code>AccessDenied</Code><Message>${words}</Message></Error>` }
      : awsFault(call, right.startsWith('sns:') ? 'AuthorizationError' : 'AccessDenied', words);
  return v.parse(Fault, { call: `^${call}$`, answer });
}

/** Whether a line begins as wanted, whatever space is between the columns. */
const beginning = (wanted: string) => (line: string) => line.replace(/ +/g, ' ').startsWith(wanted);

describe('rollcall doctor', () => {
  it('finds all well where it is, by no other calls than those that its help names', async () => {
    world.network.calls.length = 0;
    const { code, lines } = await examined();
    expect(code).toBe(0);
    expect(lines.filter((line) => !line.startsWith('✔'))).toEqual(['', 'No problem. Nothing was changed.']);
    const calls = world.network.calls.filter(({ to, from }) => to === 'aws' && from === undefined);
    const rights = calls.map(({ name }) => name.replace('lambda:Invoke', 'lambda:InvokeFunction'));
    expect([...new Set(rights)].sort()).toEqual(allRights());
  });

  it.each(table)('names $what, and what fixes it', async ({ breaks, line, fix, code: wanted = 1 }) => {
    const restore = breaks();
    const { code, lines } = await examined();
    restore?.();
    const at = lines.findIndex(beginning(line));
    expect(at === -1 ? lines : 'found').toBe('found');
    if (fix !== undefined) expect(lines.slice(at + 1, at + 3).join('\n')).toContain(fix);
    expect(code).toBe(wanted);
  });

  it.each([
    { rights: 'of the settings, on which others depend', of: ['settings'], number: 0 },
    ...['first', 'second', 'third'].map((words, number) => ({
      rights: `that each other check needs ${words}`,
      ...{ number, of: Object.keys(RIGHTS).filter((check) => check !== 'settings') },
    })),
  ])('says that the credentials lack the rights $rights, and checks the rest', async ({ of, number }) => {
    const denied = Object.entries(RIGHTS).flatMap(([check, rights]) => {
      const right = rights.filter((each) => !FREE.includes(each))[number];
      return right === undefined || !of.includes(check) ? [] : [{ check, right }];
    });
    world.network.faults = denied.map(({ right }) => denying(right));
    const { code, lines } = await examined();
    expect(code).toBe(0);
    const lacking = lines.filter((line) => line.includes('cannot be read: these credentials lack'));
    const wanted = denied.flatMap(({ check, right }) =>
      (check === 'secret' ? ENABLED.map((vendor) => `${vendor} secret`) : [check]).map((name) =>
        expect.stringMatching(new RegExp(`^\\? ${name} .* ${right}( or |$)`)),
      ),
    );
    expect(lacking).toEqual(wanted);
    const others = lines.slice(0, lines.indexOf('')).filter((line) => !lacking.includes(line));
    expect(others.filter((line) => !/^(✔|\? .* not checked, as )/.test(line))).toEqual([]);
  });

  it('prints a document of the published form', async () => {
    changeSwitches(world, { aws: { concurrentExecutions: 1 } });
    const { code, text } = await examined({ json: true });
    expect(code).toBe(1);
    const { checks } = v.parse(Examination, JSON.parse(text));
    expect(checks.filter(({ state }) => state === 'failed')).toMatchObject([
      { check: 'concurrency', fix: expect.stringContaining('aws service-quotas') },
    ]);
  });

  it('says on stderr what it waits for', async () => {
    fault({ call: '^sns:', answer: { delaySeconds: 2.5, part: 'headers' } })();
    const { code, waited } = await examined();
    expect({ code, waited }).toEqual({ code: 0, waited: ['  … still checking notices\n'] });
  });
});

it('rollcall doctor names every right in its help', async () => {
  const { stdout } = await inProcess(['doctor', '--help']);
  for (const right of allRights()) expect(stdout).toContain(right);
});
