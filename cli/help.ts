import { switchDefaults } from '../emulators/controls/switch-changes.ts';
import { presets } from '../emulators/presets.ts';

/** What the help text of `npm start` says after the options: the faults by name, exit codes and examples. */
export const help = () => `
Faults of --cloudcraft:
${list('cloudcraft')}

Faults of --crowdstrike:
${list('crowdstrike')}

Switches of --switch, with their defaults (what each does: emulators/*/switches.ts):
${Object.entries(switchDefaults())
  .map(([name, value]) => `  ${name}=${JSON.stringify(value) ?? ''}`)
  .join('\n')}

Exit codes: 0 the last execution is green, 1 it is red, 2 the command line cannot be followed.

Examples:
  npm start
  npm start -- --crowdstrike down --again
  npm start -- 123456789012 --account-not-ready 600
  npm start --silent -- events/manual.json --switch cloudcraft.duplicates=refused --json`;

const list = (vendor: keyof typeof presets) =>
  Object.entries(presets[vendor])
    .map(([name, { description }]) => `  ${name.padEnd(27)}${description}`)
    .join('\n');
