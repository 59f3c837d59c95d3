import { isDeepStrictEqual } from 'node:util';
import { vendorNamed } from '../../emulators/vendors.ts';
import { NOTHING } from '../holdings.ts';
import { ENABLED, type Scene, type SceneOptions, scene } from '../scene.ts';
import { answerLost, crashes, hangs, lasting, once, type Point } from './crash.ts';
import { enrollLikeTheFirst } from './enrolled-account.ts';
import { tally } from './tally.ts';
import { otherVendor, outcomeOf, type Trial, type Tried, tryEach, tryOne, unlimited } from './trial.ts';

const { count, isStated } = tally('offboardings', [
  ...(['calls', 'tried', 'failed at first', 'recovered', 'succeeded in the end'] as const),
]);

const families = ['d4c', 'cloud-security'] as const;

/** An offboarding of an account that was enrolled. */
const trialOf = <More extends object>(played: Scene, more: More) => ({
  ...{ name: 'undisturbed', workflow: 'offboard-account' },
  prepare: (accountId: string) => enrollLikeTheFirst(played, accountId),
  ...more,
});

const open = (apiFamily: (typeof families)[number], options: SceneOptions = {}) =>
  scene({ ...unlimited, apiFamily, ...options });

describe.each(families)('offboarding an account, with the family %s,', (apiFamily) => {
  it.each([...crashes, hangs])('leaves nothing and says so when, at any one call, $crash', async (crash) => {
    const points = await record(apiFamily);
    const played = await open(apiFamily);
    const tried = await tryEach(
      played,
      points.map((point) => trialOf(played, { point, faults: once(point, crash) })),
    );
    const faults = tried.flatMap((each) => [
      ...[...wrong(each, 'SUCCEEDED'), ...undone(each), ...unclaimed(each)],
    ]);
    expect(faults).toEqual([]);
    add(tried);
  });

  it.each([...crashes.slice(0, 1), answerLost])(
    'is completed by a second execution when, from any one call on, $crash',
    async (crash) => {
      const points = await record(apiFamily);
      const played = await open(apiFamily);
      const tried = await tryEach(
        played,
        points.map((point) => trialOf(played, { point, faults: lasting(point, crash) })),
      );
      const faults = tried.flatMap((each) => [
        ...wrong(each, 'FAILED'),
        ...undone(each),
        ...([undefined, 'forgotten'].some((fine) => fine === otherOutcome(each))
          ? []
          : ['the other vendor is touched']),
      ]);
      expect(faults).toEqual([]);
      add(tried);
    },
  );
});

const functions = [
  { function: 'planOffboarding' },
  ...ENABLED.flatMap((vendor) => [
    { function: 'findRegistrations', vendor },
    { function: 'deregisterAccount', vendor },
    { function: 'removeRole', vendor },
  ]),
  { function: 'concludeOffboarding' },
];

it.each(
  ['Lambda.ServiceException', 'Sandbox.Timedout', 'Runtime.ExitError', 'States.Timeout'].flatMap((error) => [
    { error, effect: 'none' as const, when: 'before its work' },
    { error, effect: 'taken' as const, when: 'after its work' },
  ]),
)(
  'offboarding leaves nothing and says so when any function ends in $error, $when',
  async ({ error, effect }) => {
    const played = await open('d4c');
    for (const from of functions) {
      played.engine.lambda.faults = [{ from, times: 1, effect, error }];
      const tried = await tryOne(played, trialOf(played, {}));
      expect([...wrong(tried, 'SUCCEEDED'), ...undone(tried), ...unclaimed(tried)]).toEqual([]);
      add([tried]);
    }
  },
);

const behaviours = ENABLED.flatMap((vendor) =>
  Object.entries(vendorNamed(vendor)?.presets ?? {}).map(([preset, behaviour]) => ({
    vendor,
    preset,
    behaviour,
  })),
);

it.each(behaviours)(
  'offboarding ends by name and touches no other vendor when $vendor is like "$preset", and is completed afterwards',
  async ({ vendor, behaviour: { faults = [], switches = {} } }) => {
    const played = await open('d4c');
    const { world } = played;
    const usual = structuredClone(world.vendors[vendor]?.switches ?? {});
    const begin = async (account: string) => {
      await played.engine.run('enroll-account', { accountId: account });
      Object.assign(world.vendors[vendor]?.switches ?? {}, switches);
    };
    const first = { ...trialOf(played, { prepare: begin }), faults: structuredClone(faults) };
    const restore = () => Object.assign(world.vendors[vendor]?.switches ?? {}, usual);
    const onEvent: Trial['onEvent'] = ({ type }) => {
      if (type === 'ExecutionSucceeded' || type === 'ExecutionFailed') restore();
    };
    const tried = await tryOne(played, { ...first, onEvent });
    expect(['forgotten', 'was-not-known']).toContain(outcomeOf(tried.first, otherVendor(vendor)));
    expect(outcomeOf(tried.first, vendor)).toMatch(/^(forgotten|was-not-known|(Vendor|InvalidC)\w+Error)$/);
    expect(undone(tried)).toEqual([]);
    add([tried]);
  },
);

isStated();

const recordings = new Map<string, Point[]>();

/** Every outgoing call of an undisturbed offboarding. */
async function record(apiFamily: (typeof families)[number]): Promise<Point[]> {
  const recorded = recordings.get(apiFamily);
  if (recorded !== undefined) return recorded;
  const played = await open(apiFamily);
  const { first, calls, left } = await tryOne(played, trialOf(played, {}));
  expect({ status: first.status, left }).toEqual({ status: 'SUCCEEDED', left: NOTHING });
  const seen = new Map<string, number>();
  const points = calls.map(({ to, name: call, from }): Point => {
    const { function: key = '', vendor } = from ?? {};
    const index = seen.get(`${key} ${vendor}`) ?? 0;
    seen.set(`${key} ${vendor}`, index + 1);
    return { to, call, function: key, vendor, index };
  });
  count('calls', points.length);
  recordings.set(apiFamily, points);
  return points;
}

const wrong = ({ trial, first }: Tried, status: string) =>
  first.status === status ? [] : [`${JSON.stringify(trial)}: ${first.status}, ${first.cause}`];

/** The vendors whose audit does not say that this execution had them forget the account. */
const unclaimed = ({ trial, first }: Tried) =>
  ENABLED.filter((vendor) => outcomeOf(first, vendor) !== 'forgotten').map(
    (vendor) => `${JSON.stringify(trial)}: ${vendor} ${outcomeOf(first, vendor)}`,
  );

const undone = ({ trial, second, left }: Tried) => [
  ...(second.status === 'SUCCEEDED' ? [] : [`${JSON.stringify(trial)}: ${second.cause}`]),
  ...(isDeepStrictEqual(left, NOTHING) ? [] : [JSON.stringify({ trial, left })]),
];

const otherOutcome = ({ trial: { point }, first }: Tried<Trial & { point: Point }>) =>
  point.vendor === undefined ? undefined : outcomeOf(first, otherVendor(point.vendor));

function add(tried: Tried[]) {
  count('tried', tried.length);
  count('failed at first', tried.filter(({ first }) => first.status === 'FAILED').length);
  count('recovered', tried.filter(({ first }) => first.status === 'SUCCEEDED').length);
  count('succeeded in the end', tried.filter(({ second }) => second.status === 'SUCCEEDED').length);
}
