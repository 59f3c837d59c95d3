import { listed } from '../../emulators/aws/policy-document.ts';
import type { Role } from '../../emulators/aws/state.ts';
import type { Execution } from '../../emulators/engine/engine.ts';
import type { World } from '../../emulators/world.ts';
import type { Outcome } from '../../lib/enrollment/outcome.ts';
import type { Prospect } from '../../lib/enrollment/prospect.ts';
import { byVendor } from '../by-vendor.ts';
import { trusting } from '../lib/role-builder.ts';
import { ACCOUNT, scene } from '../scene.ts';

/** A state of an account, made of one that is enrolled. */
interface State {
  of: string;
  become?: (world: World) => void;
  adopt?: true;
  /** Whether the vendors' registrations are as they are in any other state: one family of CrowdStrike shows it. */
  isOfRoles?: true;
  /** What a dry run has to foresee with Cloudcraft and CrowdStrike: the outcome, and what of the role. */
  foreseen: [cloudcraft: string, crowdstrike: string];
}

const byHand = `arn:aws:iam::${ACCOUNT}:role/by-hand`;

const rolesOf = ({ aws }: World) => {
  const { roles } = aws.state.accounts.get(ACCOUNT) ?? { roles: new Map<string, Role>() };
  return ['cloudcraft', 'crowdstrikecspmreader'].flatMap((name) => roles.get(name) ?? []);
};

function removeRoles({ aws }: World): void {
  for (const name of ['cloudcraft', 'crowdstrikecspmreader'])
    aws.state.accounts.get(ACCOUNT)?.roles.delete(name);
}

function deregister({ cloudcraft, crowdstrike }: World): void {
  cloudcraft.state.accounts.length = 0;
  crowdstrike.state.registrations.length = 0;
}

function drift(world: World): void {
  for (const role of rolesOf(world)) {
    role.attached.clear();
    role.inline.clear();
    role.description = 'changed';
  }
}

/** As if somebody else had made the roles, for another principal. */
function disown(world: World): void {
  for (const role of rolesOf(world)) {
    role.tags.clear();
    const document = trusting({ trustedPrincipal: 'arn:aws:iam::111111111111:root' });
    Object.assign(role.trust, { document, text: JSON.stringify(document) });
  }
}

function registerByHand(world: World): void {
  removeRoles(world);
  for (const entry of world.cloudcraft.state.accounts) entry.roleArn = byHand;
  for (const registration of world.crowdstrike.state.registrations) registration.iamRoleArn = byHand;
}

function all(...changes: ((world: World) => void)[]) {
  return (world: World) => {
    for (const change of changes) change(world);
  };
}

function both(foreseen: string): State['foreseen'] {
  return [foreseen, foreseen];
}

function twice({ cloudcraft }: World): void {
  const [entry] = cloudcraft.state.accounts;
  if (entry !== undefined)
    cloudcraft.state.accounts.push({
      ...entry,
      id: entry.id.replace(/^./, (digit) => (digit === 'f' ? 'e' : 'f')),
    });
}

function rename({ aws }: World): void {
  const membership = aws.state.accounts.get(ACCOUNT)?.membership;
  if (membership !== undefined) membership.name = 'Renamed';
}

const states: State[] = [
  { of: 'nothing', become: all(deregister, removeRoles), foreseen: both('registered; created') },
  { of: 'roles alone', become: deregister, foreseen: ['registered; unchanged', 'registered; repaired'] },
  { of: 'drifted roles', isOfRoles: true, become: drift, foreseen: both('already registered; repaired') },
  { of: 'registrations alone', become: removeRoles, foreseen: both('already registered; created') },
  {
    of: 'roles of somebody else',
    isOfRoles: true,
    become: disown,
    foreseen: both('would-fail at EnsureRole with RoleNotOursError'),
  },
  {
    of: 'roles of somebody else that may be adopted',
    isOfRoles: true,
    become: disown,
    adopt: true,
    foreseen: both('already registered; repaired'),
  },
  {
    of: 'roles of somebody else alone',
    isOfRoles: true,
    become: all(deregister, disown),
    foreseen: both('would-fail at EnsureRole with RoleNotOursError'),
  },
  { of: "somebody else's registrations", become: registerByHand, foreseen: both('known-elsewhere') },
  {
    of: "somebody else's registrations that may be converted",
    become: registerByHand,
    adopt: true,
    foreseen: ['converted, already registered; created', 'removed another registration, registered; created'],
  },
  {
    of: "an organization's registration that is to be converted",
    become(world) {
      for (const registration of world.crowdstrike.state.registrations) registration.isMaster = true;
    },
    adopt: true,
    foreseen: ['already registered; unchanged', 'would-fail at PrepareRegistration with VendorRejectedError'],
  },
  {
    of: 'two entries and a new name',
    become: all(twice, rename),
    foreseen: ['removed a duplicate, renamed; unchanged', 'already registered; unchanged'],
  },
  {
    of: 'no access',
    isOfRoles: true,
    become({ aws }) {
      aws.state.accounts.get(ACCOUNT)?.roles.delete('organizationaccountaccessrole');
    },
    foreseen: both('would-fail at ConfirmAccess with AccessDeniedError'),
  },
  { of: 'everything', foreseen: both('already registered; unchanged') },
];

/** All calls that a dry run may make; none of them changes anything. */
const READING =
  /^(sts:(AssumeRole|GetCallerIdentity)|organizations:(Describe|List)\w+|iam:(Get|List)\w+|secretsmanager:GetSecretValue|GET .*|POST \/oauth2\/token)$/;

/** What AWS and the vendors have of the account, but for what CrowdStrike finds out by itself when it is asked. */
const everything = (world: World) => ({
  roles: JSON.stringify([...(world.aws.state.accounts.get(ACCOUNT)?.roles ?? [])], asJson),
  vendors: byVendor(world, (vendor) =>
    JSON.stringify(vendor.holds()).replaceAll(/"(operational|status)":("?)\w+\2/g, ''),
  ),
});

const asJson = (key: string, value: unknown) => {
  if (key === 'lastUsed') return undefined;
  return value instanceof Map ? [...value] : value;
};

const outcomesOf = <T>({ output }: Execution): T[] => Object(output).outcomes;

const inShort = (prospect: Prospect) => {
  if (prospect.outcome === 'would-fail') return `would-fail at ${prospect.state} with ${prospect.error}`;
  return prospect.outcome === 'would-enroll'
    ? `${prospect.decisions.join(', ')}; ${prospect.role.change}`
    : prospect.outcome;
};

/** What an enrollment logged at each of its ends, in the form of a prospect. */
function asForeseen({ logs }: Execution): Partial<Prospect>[] {
  const decisions = (vendor: unknown) =>
    logs.filter((line) => line['vendor'] === vendor && DECISIONS.includes(String(line['message'])));
  return logs
    .filter(({ message }) => message === 'audit')
    .map((line) => {
      const { vendor, outcome, state, error, role, registration } = line;
      const common = { vendor: String(vendor) };
      if (outcome === 'failed') return Object({ ...common, outcome: 'would-fail', state, error });
      if (outcome !== 'enrolled') return Object({ ...common, outcome, registration });
      const messages = decisions(vendor).map(({ message }) => String(message));
      return Object({ ...common, outcome: 'would-enroll', decisions: messages, role });
    });
}

const DECISIONS = [
  ...['registered', 'already registered', 'renamed', 'converted', 'removed a duplicate'],
  'removed another registration',
];

describe.each([
  ['d4c', states],
  ['cloud-security', states.filter(({ isOfRoles }) => isOfRoles !== true)],
] as const)("with CrowdStrike's family %s", (apiFamily, ofFamily) => {
  it.each(ofFamily)('a dry run foresees what is done about $of, and changes nothing', async (state) => {
    const { become = () => undefined, adopt = false, foreseen } = state;
    const { world, enroll } = await scene({ apiFamily, account: { joinedAt: new Date('2020-01-01') } });
    await enroll();
    become(world);
    world.network.calls.length = 0;
    const before = everything(world);

    const dry = await enroll({ accountId: ACCOUNT, adopt, dryRun: true });
    expect(dry).toMatchObject({ status: 'SUCCEEDED', output: { dryRun: true } });
    const prospects = outcomesOf<Prospect>(dry);
    expect(prospects.map(inShort)).toEqual(foreseen);
    expect(dry.logs.filter(({ message }) => message === 'dry run')).toMatchObject(
      prospects.map((prospect) => ({ level: 'INFO', account: ACCOUNT, dryRun: true, ...prospect })),
    );
    expect(dry.logs.filter((line) => line['message'] === 'audit' || '_aws' in line)).toEqual([]);
    expect(world.network.calls.filter(({ name }) => !READING.test(name))).toEqual([]);
    expect(world.network.calls.length).toBeGreaterThan(2);
    expect(everything(world)).toEqual(before);

    const real = await enroll({ accountId: ACCOUNT, adopt });
    expect(real.status).toBe(
      prospects.some(({ outcome }) => outcome === 'would-fail') ? 'FAILED' : 'SUCCEEDED',
    );
    expect(prospects).toMatchObject(asForeseen(real));
  });
});

it.each(['enroll-account', 'offboard-account'])(
  'the sessions of a dry run of %s may only read',
  async (workflow) => {
    const { world, engine } = await scene();
    await engine.run(workflow, { accountId: ACCOUNT, dryRun: true });
    const actions = [...world.aws.state.accessKeys.values()].flatMap(({ principalArn, session }) =>
      principalArn.includes(ACCOUNT)
        ? (session?.policies ?? [{ Statement: [{ Effect: 'Allow' as const, Action: '*' }] }])
            .flatMap(({ Statement }) => listed(Statement))
            .flatMap(({ Action = '*' }) => listed(Action))
        : [],
    );
    expect(actions.length).toBeGreaterThan(4);
    expect(actions.filter((action) => !/^(iam:(Get|List)|sts:GetCallerIdentity$)/.test(action))).toEqual([]);
  },
);

it('a vendor that a filter leaves out is skipped in a dry run, too', async () => {
  const FILTERS = '{"vendors":{"cloudcraft":{"exclude":[{"type":"all"}]}}}';
  const { enroll } = await scene({ environment: { FILTERS } });
  const dry = await enroll({ accountId: ACCOUNT, dryRun: true });
  expect(outcomesOf<Outcome>(dry).map(({ vendor, outcome }) => [vendor, outcome])).toEqual([
    ['crowdstrike', 'would-enroll'],
    ['cloudcraft', 'skipped'],
  ]);
});
