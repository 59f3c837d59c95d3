import { allVendors } from '../emulators/vendors.ts';
import { wrap } from './print/wrap.ts';

/** What the help text of `npm start` says after the options: the faults by name, exit codes and examples. */
export const help = (): string => {
  const [first, ...others] = allVendors().map(({ presets }) => presets);
  const common = Object.fromEntries(
    Object.entries(first ?? {}).filter(([name, preset]) =>
      others.every((presets) => presets[name]?.description === preset.description),
    ),
  );
  const own = allVendors().map(({ name, presets }) => {
    const special = Object.entries(presets).filter(([preset]) => !Object.hasOwn(common, preset));
    return `Also of --${name}:\n${list(Object.fromEntries(special))}\n`;
  });
  return `
Faults of every vendor:
${list(common)}

${own.join('\n')}
A switch changes how an emulator behaves where nothing public says it: each is
explained in switches.ts of emulators/aws, ${allVendors()
    .map(({ name }) => name)
    .join(' or ')}.

Exit codes: 0 the last execution succeeded, 1 it failed, 2 the command line
cannot be followed or the world is gone.

Examples:
  npm start
  npm start -- --${allVendors()[0]?.name} down --again
  npm start -- 123456789012 --create-account --account-not-ready 600
  npm start --silent -- events/manual.json --create-account --json`;
};

const list = (presets: Record<string, { description: string }>) =>
  Object.entries(presets)
    .map(([name, { description }]) => wrap(`  ${name.padEnd(27)}${description}`, 29))
    .join('\n');
