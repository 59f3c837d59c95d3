import { isDeepStrictEqual } from 'node:util';
import { type RollCallTried, rollCallTrials, type TryRollCall } from './roll-call-trial.ts';
import { tally } from './tally.ts';

const { count, isStated } = tally('roll call crash points', [
  'calls',
  'tried',
  'failed at first',
  'recovered',
  'succeeded in the end',
]);

/** An outgoing call of a roll call: the `index`-th of its name that a function makes for a vendor, or for none. */
interface Point {
  from: { function: string; vendor?: string };
  call: string;
  index: number;
}

/** The functions of a roll call itself. */
const OWN = /^(takeRoll|recheckRegistrations|concludeRollCall)$/;

/** The crash points of enrolling have a suite of their own, so of an enrollment's calls two ways are tried here. */
const cut = { cut: 'connection' } as const;
const ways = [
  { how: 'fails once', of: OWN, fault: { times: 1, effect: 'none', answer: cut } as const },
  {
    how: 'once takes effect and loses its answer',
    of: OWN,
    fault: { times: 1, effect: 'taken', answer: cut } as const,
  },
  {
    how: 'once ends the process',
    of: /./,
    fault: { times: 1, effect: 'taken', answer: { process: 'ends' } } as const,
  },
  {
    how: 'always takes effect and loses its answer',
    of: /./,
    fault: { effect: 'taken', answer: cut } as const,
  },
];

it.each(ways)(
  'a roll call converges of which any one call $how, and its report is true',
  async ({ of, fault }) => {
    const attempt = await rollCallTrials();
    const { points, undisturbed } = await record(attempt);
    const faults: string[] = [];
    for (const point of points.filter(({ from }) => of.test(from.function))) {
      const tried = await attempt([
        {
          from: point.from,
          call: `^${escaped(point.call)}$`,
          skip: point.index,
          ...fault,
        },
      ]);
      faults.push(...faultsOf(tried, { point, undisturbed }));
      add(tried);
    }
    expect(faults).toEqual([]);
  },
);

isStated();

/** Names of calls have no other characters that a regular expression takes for its own. */
const escaped = (name: string) => name.replaceAll(/[{}./?]/g, '\\$&');

interface Recording {
  points: Point[];
  undisturbed: RollCallTried['left'];
}

let calls = 0;

/** Every outgoing call of an undisturbed roll call, and what that leaves. */
async function record(attempt: TryRollCall): Promise<Recording> {
  const { first, calls: made, left } = await attempt([]);
  expect(first.status).toBe('SUCCEEDED');
  const names = new Map<string, number>();
  const points = made.map(({ from, name: call }): Point => {
    const { function: key = '', vendor } = from ?? {};
    const step = JSON.stringify([key, vendor, call]);
    const index = names.get(step) ?? 0;
    names.set(step, index + 1);
    return { from: { function: key, ...(vendor && { vendor }) }, call, index };
  });
  count('calls', points.length - calls);
  calls = points.length;
  return { points, undisturbed: left };
}

function faultsOf(
  { first, calls, untrue, second, left }: RollCallTried,
  { point, undisturbed }: { point: Point; undisturbed: RollCallTried['left'] },
): string[] {
  const where = `${point.from.function} (${point.from.vendor ?? 'every vendor'}), ${point.call} ${point.index + 1}`;
  const isReached = calls.some(
    ({ name, from, status }) =>
      name === point.call && from?.function === point.from.function && status === undefined,
  );
  return [
    ...(isReached ? [] : ['the fault met no call']),
    ...(first.status === 'SUCCEEDED' || /^\w+Error$|^Runtime\.|^Lambda\./.test(first.error ?? '')
      ? []
      : [`it failed with ${first.error}`]),
    ...untrue.map((row) => `its report is untrue: ${row}`),
    ...(second.status === 'SUCCEEDED' ? [] : [`the next one failed: ${second.cause}`]),
    ...(isDeepStrictEqual(left, undisturbed) ? [] : [`it leaves ${JSON.stringify(left)}`]),
  ].map((fault) => `${where}: ${fault}`);
}

function add({ first, second }: RollCallTried) {
  count('tried');
  count(first.status === 'FAILED' ? 'failed at first' : 'recovered');
  if (second.status === 'SUCCEEDED') count('succeeded in the end');
}
