import { isDeepStrictEqual } from 'node:util';
import type { Call } from '../../local/network.ts';
import { type Scene, type SceneOptions, scene } from '../scene.ts';
import { crashes, lasting, once, type Point } from './crash.ts';
import { tally } from './tally.ts';
import { otherVendor, outcomeOf, type Trial, type Tried, tryEach, tryOne } from './trial.ts';

const count = tally('crash points', ['calls', 'tried', 'red at first', 'recovered', 'green in the end']);

const options: SceneOptions = {
  pace: 0.0002,
  switches: { cloudcraft: { rateLimit: 'off' }, crowdstrike: { tokenRateLimit: null } },
};

describe.each(['d4c', 'cloud-security'] as const)('with the family %s, an enrollment', (apiFamily) => {
  it.each(crashes)('gets over any one call when $crash', async (crash) => {
    const { points, undisturbed } = await record(apiFamily);
    const played = await scene({ ...options, apiFamily });
    const tried = await tryEach(
      played,
      points.map((point) => ({ name: named(point), point, faults: once(point, crash) })),
    );
    const faults = tried.flatMap((each) => [
      ...reached(each),
      ...unless(each.first.status === 'SUCCEEDED', each, `the execution is red: ${each.first.cause}`),
      ...unless(each.changes.length === 0, each, 'a second one changes something'),
      ...mended(each, undisturbed),
    ]);
    expect(faults).toEqual([]);
    expect(nothingElse(played, tried.length)).toBe(true);
    add(tried);
  });

  it.each(crashes)('that ends red because from any one call on $crash resumes', async (crash) => {
    const { points, undisturbed } = await record(apiFamily);
    const played = await scene({ ...options, apiFamily });
    const tried = await tryEach(
      played,
      points.map((point) => ({ name: named(point), point, faults: lasting(point, crash) })),
    );
    const faults = tried.flatMap((each) => [
      ...reached(each),
      ...unless(each.first.status === 'FAILED', each, 'the execution is green'),
      ...unless(otherEnrolled(each), each, 'the other vendor is touched'),
      ...mended(each, undisturbed),
    ]);
    expect(faults).toEqual([]);
    expect(nothingElse(played, tried.length)).toBe(true);
    add(tried);
  });
});

type PointTried = Tried<Trial & { point: Point }>;

interface Recording {
  points: Point[];
  undisturbed: PointTried['left'];
}

const recordings = new Map<string, Recording>();

/** Every outgoing call of an undisturbed enrollment, and what that leaves. */
async function record(apiFamily: 'd4c' | 'cloud-security'): Promise<Recording> {
  const recorded = recordings.get(apiFamily);
  if (recorded !== undefined) return recorded;
  const { first, calls, left } = await tryOne(await scene({ ...options, apiFamily }), {
    name: 'undisturbed',
  });
  expect(first.status).toBe('SUCCEEDED');
  const points = calls.map((call, index): Point => {
    const earlier = calls.slice(0, index).filter((each) => isSameStep(each, call));
    const { function: key = '', vendor } = call.from ?? {};
    return { to: call.to, call: call.name, function: key, vendor, index: earlier.length };
  });
  count('calls', points.length);
  recordings.set(apiFamily, { points, undisturbed: left });
  return { points, undisturbed: left };
}

const isSameStep = (one: Call, other: Call) =>
  one.from?.function === other.from?.function && one.from?.vendor === other.from?.vendor;

const named = ({ function: key, vendor = 'every vendor', call, index }: Point) =>
  `${key} (${vendor}), call ${index + 1}: ${call}`;

const unless = (right: boolean, { trial }: PointTried, fault: string) =>
  right ? [] : [`${trial.name}: ${fault}`];

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

const otherEnrolled = ({ trial: { point }, first }: PointTried) =>
  point.vendor === undefined || outcomeOf(first, otherVendor(point.vendor)) === 'enrolled';

const mended = (tried: PointTried, undisturbed: PointTried['left']) => [
  ...unless(tried.second.status === 'SUCCEEDED', tried, `the second execution is red: ${tried.second.cause}`),
  ...unless(isDeepStrictEqual(tried.left, undisturbed), tried, `it leaves ${JSON.stringify(tried.left)}`),
];

/** The world holds what so many enrollments make, and nothing beside it. */
const nothingElse = ({ world }: Scene, enrollments: number) => {
  const roles = [...world.aws.state.accounts.values()].flatMap((account) => [...account.roles.values()]);
  return isDeepStrictEqual(
    [
      roles.filter(({ tags }) => tags.size > 0).length,
      world.cloudcraft.state.accounts.length,
      world.crowdstrike.state.registrations.length,
      world.crowdstrike.state.deregistered.length,
    ],
    [2 * enrollments, enrollments, enrollments, 0],
  );
};

function add(tried: PointTried[]) {
  count('tried', tried.length);
  count('red at first', tried.filter(({ first }) => first.status === 'FAILED').length);
  count('recovered', tried.filter(({ first }) => first.status === 'SUCCEEDED').length);
  count('green in the end', tried.filter(({ second }) => second.status === 'SUCCEEDED').length);
}
