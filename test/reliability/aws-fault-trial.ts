import { awsFault } from '../../emulators/aws/fault.ts';
import type { Scene } from '../scene.ts';
import type { AwsEnding, AwsPlace } from './aws-fault-table.ts';
import { addBoundary } from './drifted-account.ts';
import { isRepeated, otherVendor, outcomeOf, type Trial, type Tried, VENDORS } from './trial.ts';

/** An enrollment during which AWS answers one call with an error, and how that is expected to end. */
export interface AwsTrial extends Trial {
  place: AwsPlace;
  ending: AwsEnding;
}

/** The trial of one answer at one place. */
export function awsTrial(
  { world, engine }: Scene,
  place: AwsPlace,
  { answer, ending }: { answer: string; ending: AwsEnding },
): AwsTrial {
  const { call, function: key, vendor, drift } = place;
  const [, code = '', message] = /^(\w+)(?:: (.*))?$/.exec(answer) ?? [];
  const { times } = ending;
  const from = { function: key, ...(vendor !== 'every vendor' && { vendor }) };
  return {
    ...{ name: `${call} for ${vendor}: ${answer}`, place, ending },
    faults: [{ to: 'aws', call: `^${call}$`, from, times, answer: awsFault(call, code, message) }],
    async prepare(account) {
      addBoundary(world, account);
      if (drift === undefined) return;
      await engine.run('enroll-account', { accountId: account });
      const of = vendor === 'every vendor' ? VENDORS[0] : vendor;
      const roles = [...(world.aws.state.accounts.get(account)?.roles.values() ?? [])];
      const role = roles.find(({ tags }) => tags.get('rollcall:vendor') === of);
      if (role !== undefined) drift(role, world.aws.state);
    },
  };
}

const isError = (end: unknown) => end !== 'enrolled';

/** How the first execution ended for the vendor, or, before there were vendors, at all; and the second. */
export const became = ({ trial: { name, place }, first, second }: Tried<AwsTrial>) => ({
  answer: name,
  ends: VENDORS.map((vendor) => outcomeOf(first, vendor) ?? first.error).find(isError) ?? 'enrolled',
  other: place.vendor === 'every vendor' ? undefined : outcomeOf(first, otherVendor(place.vendor)),
  repeated: isRepeated(first),
  second: second.status,
});

/** How it is expected to end: the other vendor is enrolled, and a second execution repairs everything. */
export const expected = ({ name, place, ending }: AwsTrial) => ({
  answer: name,
  ends: ending.ends,
  other: place.vendor === 'every vendor' ? undefined : 'enrolled',
  repeated: ending.retried,
  second: 'SUCCEEDED',
});
