import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { changeSwitches } from '../../../emulators/controls/switch-changes.ts';
import type { Fault } from '../../../emulators/network/fault.ts';
import type { VendorEmulator } from '../../../emulators/vendor.ts';
import { RollcallError } from '../../../lib/errors.ts';
import type { Contracted } from './contract.ts';
import { openVendor } from './open-vendor.ts';

/** A way for a vendor to behave, as its emulator plays it. */
interface Behaviour {
  faults?: Fault[];
  switches?: object;
}

const Values = v.looseObject({ properties: v.record(v.string(), v.unknown()) });
const Chosen = v.looseObject({
  enum: v.optional(v.array(v.unknown()), []),
  type: v.optional(v.unknown()),
  anyOf: v.optional(v.array(v.looseObject({ type: v.optional(v.unknown()) })), []),
});

/** Every preset of the vendor by its name, and each further value of every switch that has a choice of them. */
export function behaviours({ presets, Switches }: VendorEmulator): [string, Behaviour][] {
  const { properties } = v.parse(Values, toJsonSchema(Switches, { errorMode: 'ignore' }));
  const usual = v.parse(Switches, {});
  const values = Object.entries(properties).flatMap(([name, property]) => {
    const chosen = v.parse(Chosen, property);
    const nullable = chosen.anyOf.some(({ type }) => type === 'null') ? [null] : [];
    return [...chosen.enum, ...(chosen.type === 'boolean' ? [true, false] : []), ...nullable]
      .filter((value) => value !== usual[name])
      .map((value): [string, Behaviour] => [
        `${name}=${JSON.stringify(value)}`,
        { switches: { [name]: value } },
      ]);
  });
  return [...Object.entries(presets), ...values];
}

/** Enrolls with a vendor that behaves so: it succeeds, or ends in a named error that the next enrollment recovers from. */
export async function survives({ name, opening }: Contracted, { faults = [], switches = {} }: Behaviour) {
  const { world, enroll } = await openVendor(name, { ...opening, deployment: { answerWithinSeconds: 0.1 } });
  const usual = { ...world.vendors[name]?.switches };
  changeSwitches(world, { [name]: { ...switches } });
  world.network.faults = structuredClone(faults);
  const end = await enroll().catch((error: unknown) => error);
  if (end instanceof Error) expect(end).toBeInstanceOf(RollcallError);
  changeSwitches(world, { [name]: usual });
  world.network.faults = [];
  await enroll();
  expect(world.vendors[name]?.holds()).toHaveLength(1);
}
