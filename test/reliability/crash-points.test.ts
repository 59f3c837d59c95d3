import { isDeepStrictEqual } from 'node:util';
import type { Call } from '../../emulators/network/network.ts';
import { type Scene, type SceneOptions, scene } from '../scene.ts';
import { answerLost, crashes, hangs, lasting, once, type Point } from './crash.ts';
import { addBoundary, BOUNDARY, driftFar } from './drifted-account.ts';
import { enrollLikeTheFirst } from './enrolled-account.ts';
import { tally } from './tally.ts';
import { otherVendor, outcomeOf, type Trial, type Tried, tryEach, tryOne, unlimited } from './trial.ts';

const { count, isStated } = tally('crash points', [
  'calls',
  'tried',
  'failed at first',
  'recovered',
  'succeeded in the end',
]);

const options: SceneOptions = {
  ...unlimited,
  environment: { PERMISSIONS_BOUNDARY: BOUNDARY },
  switches: {
    ...unlimited.switches,
    crowdstrike: { ...unlimited.switches.crowdstrike, externalIdOnReturn: 'new' },
  },
};

/** `lasting`: of the ways for calls to be interrupted, those that are tried for a whole execution. */
const enrollments = (['d4c', 'cloud-security'] as const).flatMap((apiFamily) => [
  { apiFamily, of: 'a new account' as const, lasting: crashes },
  { apiFamily, of: 'an account that was enrolled and changed since' as const, lasting: [answerLost] },
]);
type Enrollment = (typeof enrollments)[number];

describe.each(enrollments)('enrolling $of, with the family $apiFamily,', (enrollment) => {
  it.each([...crashes, hangs])('succeeds when, at any one call, $crash', async (crash) => {
    const { points, undisturbed } = await record(enrollment);
    const played = await open(enrollment);
    const tried = await tryEach(
      played,
      points.map((point) => trialOf(played, enrollment, { point, faults: once(point, crash) })),
    );
    const faults = tried.flatMap((each) => [
      ...reached(each),
      ...unless(crash !== hangs || waited(each), each, 'nobody waited for the answer'),
      ...unless(each.first.status === 'SUCCEEDED', each, `the execution failed: ${each.first.cause}`),
      ...unless(each.changes.length === 0, each, 'a second one changes something'),
      ...repaired(each, undisturbed),
    ]);
    expect(faults).toEqual([]);
    expect(heldBy(played)).toEqual(held(enrollment, tried.length));
    add(tried);
  });

  it.each(enrollment.lasting)(
    'completes in a second execution what failed when, from any one call on, $crash',
    async (crash) => {
      const { points, undisturbed } = await record(enrollment);
      const played = await open(enrollment);
      const tried = await tryEach(
        played,
        points.map((point) => trialOf(played, enrollment, { point, faults: lasting(point, crash) })),
      );
      const faults = tried.flatMap((each) => [
        ...reached(each),
        ...unless(each.first.status === 'FAILED', each, 'the execution succeeded'),
        ...unless(otherEnrolled(each), each, 'the other vendor is touched'),
        ...repaired(each, undisturbed),
      ]);
      expect(faults).toEqual([]);
      expect(heldBy(played)).toEqual(held(enrollment, tried.length));
      add(tried);
    },
  );
});

isStated();

const open = ({ apiFamily }: Enrollment) => scene({ ...options, apiFamily });

/** An enrollment of an account as it is to be found; a changed one was enrolled before, like the first of its scene. */
const trialOf = <More extends object>(played: Scene, { of }: Enrollment, more: More) => ({
  name: 'undisturbed',
  async prepare(account: string) {
    addBoundary(played.world, account);
    if (of === 'a new account') return;
    await enrollLikeTheFirst(played, account);
    driftFar(played.world, account);
  },
  ...more,
});

type PointTried = Tried<Trial & { point: Point }>;

interface Recording {
  points: Point[];
  undisturbed: PointTried['left'];
}

const recordings = new Map<Enrollment, Recording>();

/** Every outgoing call of an undisturbed enrollment, and what that leaves. */
async function record(enrollment: Enrollment): Promise<Recording> {
  const recorded = recordings.get(enrollment);
  if (recorded !== undefined) return recorded;
  const played = await open(enrollment);
  const { first, calls, left } = await tryOne(played, trialOf(played, enrollment, {}));
  expect(first.status).toBe('SUCCEEDED');
  const points = calls.map((call, index): Point => {
    const earlier = calls.slice(0, index).filter((each) => isSameStep(each, call));
    const { function: key = '', vendor } = call.from ?? {};
    return { to: call.to, call: call.name, function: key, vendor, index: earlier.length };
  });
  count('calls', points.length);
  recordings.set(enrollment, { points, undisturbed: left });
  return { points, undisturbed: left };
}

const isSameStep = (one: Call, other: Call) =>
  one.from?.function === other.from?.function && one.from?.vendor === other.from?.vendor;

const named = ({ function: key, vendor = 'every vendor', call, index }: Point) =>
  `${key} (${vendor}), call ${index + 1}: ${call}`;

const unless = (right: boolean, { trial }: PointTried, fault: string) =>
  right ? [] : [`${named(trial.point)}: ${fault}`];

/** The fault has met the call that it was meant for. */
const reached = (tried: PointTried) => {
  const { point } = tried.trial;
  const met = tried.calls.filter(
    ({ from }) => from?.function === point.function && from.vendor === point.vendor,
  )[point.index];
  return unless(
    met?.name === point.call && met.to === point.to && met.status === undefined,
    tried,
    `the fault met ${met?.name}`,
  );
};

/** Every client of Rollcall's gives an answer at least so many seconds, which an undisturbed enrollment is far from. */
const PATIENCE = 10;
const waited = ({ first: { events } }: PointTried) =>
  (events.at(-1)?.timestamp ?? 0) - (events[0]?.timestamp ?? 0) >= PATIENCE * 1000;

const otherEnrolled = ({ trial: { point }, first }: PointTried) =>
  point.vendor === undefined || outcomeOf(first, otherVendor(point.vendor)) === 'enrolled';

const repaired = (tried: PointTried, undisturbed: PointTried['left']) => [
  ...unless(tried.second.status === 'SUCCEEDED', tried, `the second execution failed: ${tried.second.cause}`),
  ...unless(isDeepStrictEqual(tried.left, undisturbed), tried, `it leaves ${JSON.stringify(tried.left)}`),
];

const heldBy = ({ world }: Scene) => ({
  roles: [...world.aws.state.accounts.values()]
    .flatMap(({ roles }) => [...roles.values()])
    .filter(({ tags }) => tags.size > 0).length,
  cloudcraft: world.cloudcraft.state.accounts.length,
  crowdstrike: world.crowdstrike.state.registrations.length,
  forgotten: world.crowdstrike.state.deregistered.length,
});

/** What the world holds after so many enrollments, and nothing beside it. */
const held = ({ of }: Enrollment, enrollments: number): ReturnType<typeof heldBy> => ({
  roles: 2 * enrollments,
  ...{ cloudcraft: enrollments, crowdstrike: enrollments },
  forgotten: of === 'a new account' ? 0 : enrollments,
});

function add(tried: PointTried[]) {
  count('tried', tried.length);
  count('failed at first', tried.filter(({ first }) => first.status === 'FAILED').length);
  count('recovered', tried.filter(({ first }) => first.status === 'SUCCEEDED').length);
  count('succeeded in the end', tried.filter(({ second }) => second.status === 'SUCCEEDED').length);
}
