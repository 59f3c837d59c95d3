import { CloudcraftSwitches } from '../../emulators/cloudcraft/switches.ts';
import { CrowdstrikeSwitches } from '../../emulators/crowdstrike/switches.ts';
import type { VendorName } from '../../emulators/vendors.ts';
import { ACCOUNT, scene } from '../scene.ts';
import { holdingsOf } from './account-holdings.ts';
import { untried } from './alternatives.ts';
import { tally } from './tally.ts';
import { isRepeated, otherVendor, outcomeOf, tryOne } from './trial.ts';
import { cloudcraftUncertain, crowdstrikeUncertain, type Uncertain } from './uncertain-table.ts';
import { enrolling } from './uncertain-way.ts';
import { changeSettings } from './vendor-address.ts';

const { count, isStated } = tally('uncertain behaviours', [
  'tried',
  'enrolled',
  'forgotten',
  'refused by name',
]);

const families = ['d4c', 'cloud-security'] as const;

/** CrowdStrike's behaviours are tried with both of its families, where a row does not say with which. */
const cases = <Switches>(side: VendorName, rows: Uncertain<Switches>[]) =>
  rows.flatMap(({ behaviour, way = enrolling, with: options = {}, ...uncertain }) =>
    (side === 'cloudcraft' ? (['d4c'] as const) : families)
      .filter((apiFamily) => [undefined, apiFamily].includes(options.apiFamily))
      .map((apiFamily) => ({
        ...{ side, ...uncertain, behaviour, name: JSON.stringify(behaviour), way, what: way.name },
        options: { ...options, apiFamily },
      })),
  );

describe('an uncertain behaviour', () => {
  it.each([...cases('cloudcraft', cloudcraftUncertain), ...cases('crowdstrike', crowdstrikeUncertain)])(
    'of $side, $name when $what, with the family $options.apiFamily',
    async ({
      side,
      behaviour,
      way,
      options,
      settings = {},
      ends: [end, words] = ['enrolled', ''],
      ...row
    }) => {
      const played = await scene(options);
      const { world, enroll } = played;
      changeSettings(played, side, settings);
      const undisturbed = structuredClone(world.switches[side]);
      Object.assign(world.switches[side], behaviour);
      const executions = await way(played);
      expect(executions.map((each) => outcomeOf(each, side))).toEqual(executions.map(() => end));
      expect(executions.map((each) => outcomeOf(each, otherVendor(side)))).not.toContain(undefined);
      for (const { cause = '' } of executions) expect(cause).toContain(words);
      const statuses = world.network.calls.filter(({ to }) => to === side).map(({ status }) => status);
      if (row.meets !== undefined) expect(statuses).toContain(row.meets);
      if (row.repeated !== undefined) expect(executions.map(isRepeated)).toEqual([row.repeated]);

      if (end !== 'enrolled') {
        Object.assign(world.switches[side], undisturbed);
        played.engine.lambda.restart(); // instances keep what the vendor answered for minutes
      }
      await expect(enroll({ accountId: ACCOUNT })).resolves.toMatchObject({ status: 'SUCCEEDED' });
      const left = holdingsOf(world, ACCOUNT);
      if (row.leaves === undefined && Object.keys(settings).length === 0)
        expect(left).toEqual(await usual(options.apiFamily));
      else expect(left).toMatchObject({ cloudcraft: [{}], crowdstrike: [{}], ...row.leaves });
      count('tried');
      count(end === 'enrolled' || end === 'forgotten' ? end : 'refused by name');
    },
  );

  it.each([
    { side: 'Cloudcraft', switches: CloudcraftSwitches, rows: cloudcraftUncertain },
    { side: 'CrowdStrike', switches: CrowdstrikeSwitches, rows: crowdstrikeUncertain },
  ])('of $side is tried in each alternative', ({ switches, rows }) => {
    const tried = rows.map(({ behaviour }) => ({ ...behaviour }));
    expect(untried(switches, tried)).toEqual([]);
  });
});

isStated();

const known = new Map<string, object>();

/** What an enrollment leaves when nobody does anything unusual. */
async function usual(apiFamily: (typeof families)[number]) {
  const left =
    known.get(apiFamily) ?? (await tryOne(await scene({ apiFamily }), { name: 'undisturbed' })).left;
  known.set(apiFamily, left);
  return left;
}
