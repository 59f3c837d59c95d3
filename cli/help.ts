import { switchDefaults } from '../emulators/controls/switch-changes.ts';
import { allVendors } from '../emulators/vendors.ts';
import { wrap } from './print/wrap.ts';

/** What the help text of `npm start` says after the options: the faults by name, exit codes and examples. */
export const help = () => `
${allVendors()
  .map(({ name, presets }) => `Faults of --${name}:\n${list(presets)}\n`)
  .join('\n')}
Switches of --switch, with their defaults (what each does: the switches.ts of
each folder in emulators/):
${Object.entries(switchDefaults())
  .map(([name, value]) => `  ${name}=${JSON.stringify(value) ?? ''}`)
  .join('\n')}

Exit codes: 0 the last execution succeeded, 1 it failed, 2 the command line
cannot be followed or the world is gone.

Examples:
  npm start
  npm start -- --${allVendors().at(-1)?.name} down --again
  npm start -- 123456789012 --create-account --account-not-ready 600
  npm start --silent -- events/manual.json --create-account --json`;

const list = (presets: Record<string, { description: string }>) =>
  Object.entries(presets)
    .map(([name, { description }]) => wrap(`  ${name.padEnd(27)}${description}`, 29))
    .join('\n');
