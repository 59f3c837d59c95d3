import type { Call } from '../../emulators/network/network.ts';
import { type Scene, scene } from '../scene.ts';
import { knowTwice } from './known-twice.ts';
import { tally } from './tally.ts';
import {
  isRepeated,
  otherVendor,
  outcomeOf,
  type Trial,
  type Tried,
  tryEach,
  tryOne,
  unlimited,
} from './trial.ts';
import { closedFrom } from './vendor-address.ts';
import { type Ending, type Place, places, type VendorFault } from './vendor-fault.ts';
import { vendorFaults } from './vendor-fault-table.ts';

const { count, isStated } = tally('vendor faults', [
  ...(['kinds', 'tried', 'repeated by the workflow', 'failed at first', 'succeeded in the end'] as const),
]);

interface Expected extends Trial {
  place: Place;
  ending: Ending;
  /** Of the calls to the other vendor: all, or only which there were, as some may come too late by themselves. */
  told: (names: string[]) => string[];
}

const all = (names: string[]) => names;
const once = (names: string[]) => [...new Set(names)];

type ApiFamily = 'd4c' | 'cloud-security';

/** The same in every world, by CrowdStrike's family. */
const undisturbed = new Map<ApiFamily, Tried>();

async function usualIn(played: Scene, apiFamily: ApiFamily): Promise<Tried> {
  const usual = undisturbed.get(apiFamily) ?? (await tryOne(played, { name: 'undisturbed' }));
  undisturbed.set(apiFamily, usual);
  return usual;
}

/** Cloudcraft does not know of CrowdStrike's families. */
const placesWith = (apiFamily: ApiFamily): [string, Place][] =>
  Object.entries(places).filter(([, { vendor }]) => apiFamily === 'd4c' || vendor === 'crowdstrike');

/** The families in which a fault can occur. */
const familiesOf = ({ in: where }: VendorFault) =>
  (['d4c', 'cloud-security'] as const).filter((apiFamily) =>
    placesWith(apiFamily).some(([name]) => where?.some((each) => each === name) ?? true),
  );

const rows = vendorFaults.flatMap((each) => familiesOf(each).map((apiFamily) => ({ ...each, apiFamily })));

describe('a vendor that', () => {
  it.each(rows)(
    '$fault, with the family $apiFamily',
    async ({ fault, apiFamily, ends, answer, at = {}, patience, ...row }) => {
      const environment = { VENDOR_TIMEOUT_SECONDS: String(patience ?? 15) };
      const played = await scene({ ...unlimited, apiFamily, environment });
      knowTwice(played.world, '999988887777'); // a list is never empty, whichever trial comes first
      const usual = await usualIn(played, apiFamily);
      const endings = new Map(Object.entries(at));
      const { in: where, ...how } = row;
      const trials = placesWith(apiFamily)
        .filter(([name]) => where?.some((each) => each === name) ?? true)
        .map(([name, place]): Expected => {
          const { vendor, function: key, call } = place;
          const given = typeof answer === 'function' ? answer(vendor) : answer;
          const faults = [{ ...how, to: vendor, call, from: { function: key, vendor }, answer: given }];
          const told = patience === undefined ? all : once;
          const prepare = async (account: string) => {
            if (place.repairs) knowTwice(played.world, account);
          };
          return { name, place, faults, ending: endings.get(name) ?? ends, told, prepare };
        });
      const tried = await tryEach(played, trials);
      expect(tried.map(became)).toEqual(tried.map((each) => expected(each.trial, usual)));
      add(tried, fault);
    },
  );

  it.each([
    { vendor: 'cloudcraft', state: 'PrepareRegistration', from: 'PrepareRegistration' },
    { vendor: 'cloudcraft', state: 'RegisterAccount', from: 'EnsureRole' },
    { vendor: 'crowdstrike', state: 'PrepareRegistration', from: 'PrepareRegistration' },
    { vendor: 'crowdstrike', state: 'RegisterAccount', from: 'EnsureRole' },
  ] as const)('refuses connections: $vendor from $from on', async ({ vendor, state, from }) => {
    const played = await scene(unlimited);
    const onEvent = closedFrom(played, vendor, from);
    const tried = await tryOne(played, { name: 'refused', onEvent });
    const { left } = await usualIn(played, 'd4c');
    expect(tried.first.cause).toContain(`${vendor} failed at ${state} with VendorUnavailableError`);
    expect(tried.first.cause).toContain('ECONNREFUSED');
    expect(outcomeOf(tried.first, otherVendor(vendor))).toBe('enrolled');
    expect(tried).toMatchObject({ second: { status: 'SUCCEEDED' }, left });
    add([tried], 'refuses connections');
  });

  it.each([
    { fault: 'gives tokens without expiry', crowdstrike: { expiresIn: null } },
    { fault: 'sends a token request on to another of its clouds', crowdstrike: { redirectTo: 'localhost' } },
  ])('$fault', async ({ fault, crowdstrike }) => {
    const played = await scene({ ...unlimited, switches: { crowdstrike } });
    const tried = await tryOne(played, { name: 'switched' });
    expect(tried).toMatchObject({ first: { status: 'SUCCEEDED' }, second: { status: 'SUCCEEDED' } });
    expect(isRepeated(tried.first)).toBe(false);
    add([tried], fault);
  });
});

isStated();

/** What became of the vendor, of the other one, of the second execution. */
const became = ({ trial: { name, place, told }, first, calls, second, left }: Tried<Expected>) => ({
  place: name,
  ends: outcomeOf(first, place.vendor),
  repeated: isRepeated(first),
  other: outcomeOf(first, otherVendor(place.vendor)),
  callsToOther: told(namesOf(calls, otherVendor(place.vendor))),
  second: second.status,
  left,
});

/** The other vendor sees what it always sees, and a second execution repairs everything. */
const expected = ({ name, place, ending, told }: Expected, usual: Tried): ReturnType<typeof became> => ({
  ...{ place: name, ends: ending.ends, repeated: ending.retried, other: 'enrolled' },
  callsToOther: told(namesOf(usual.calls, otherVendor(place.vendor))),
  ...{ second: 'SUCCEEDED', left: usual.left },
});

/** Sorted, as some are made at once. */
const namesOf = (calls: Call[], to: string) =>
  calls
    .filter((call) => call.to === to)
    .map(({ name }) => name)
    .toSorted();

const kinds = new Set<string>();

function add(tried: Tried[], kind: string) {
  if (!kinds.has(kind)) count('kinds');
  kinds.add(kind);
  count('tried', tried.length);
  count('repeated by the workflow', tried.filter(({ first }) => isRepeated(first)).length);
  count('failed at first', tried.filter(({ first }) => first.status === 'FAILED').length);
  count('succeeded in the end', tried.filter(({ second }) => second.status === 'SUCCEEDED').length);
}
