import { InvalidArgumentError, Option } from 'commander';
import { didYouMean } from '../emulators/controls/nearest.ts';
import { allVendors } from '../emulators/vendors.ts';

/** For each vendor, `--<vendor> <fault>`: one of its presets. */
export const presetOptions = (): Option[] =>
  allVendors().map(({ name, title, presets }) =>
    new Option(`--${name} <fault>`, `inject a fault of ${title}, see below`).argParser((given) => {
      if (Object.hasOwn(presets, given)) return given;
      throw new InvalidArgumentError(didYouMean(given, Object.keys(presets)));
    }),
  );

/** What is wrong with `VENDORS` of the shell, which a new world takes; undefined where it is right, or not set. */
export function wrongVendors(given = process.env['VENDORS']): string | undefined {
  const known: string[] = allVendors().map(({ name }) => name);
  const names = given?.split(',') ?? [];
  const wrong = names.find((name, at) => !known.includes(name) || names.indexOf(name) !== at);
  if (wrong === undefined) return undefined;
  if (known.includes(wrong)) return `the environment variable VENDORS names "${wrong}" twice`;
  return `the environment variable VENDORS names "${wrong}", which is not a vendor. ${didYouMean(wrong, known)}`;
}

/** The presets that were chosen, by vendor. */
export const presetsIn = (given: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    allVendors().flatMap(({ name }) => (typeof given[name] === 'string' ? [[name, given[name]]] : [])),
  );

/** The choices that a vendor leaves to whoever starts the world. */
export const startOptions = (): Option[] =>
  allVendors()
    .flatMap(({ options }) => Object.values(options))
    .map(({ flag, description, values }) =>
      new Option(`--${flag} <${flag}>`, description).choices([...values]).default(values[0]),
    );

/** What was chosen, as `startWorld` takes it. */
export const startOptionsIn = (given: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    allVendors()
      .flatMap(({ options }) => Object.entries(options))
      .map(([name, { flag }]) => [name, given[new Option(`--${flag} <value>`).attributeName()]]),
  );
