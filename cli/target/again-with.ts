import { advisedInput } from '../advised-input.ts';
import type { Target } from './target.ts';

/** The command that starts again what a failed execution's cause advises; empty where it advises nothing. */
export function againWith(command: string, cause: string, { options }: Target): string {
  const advised = advisedInput(cause);
  if (advised === undefined) return '';
  const { accountId, vendors, onlyDeparted, ...flags } = advised;
  // By its id, an account that was reopened since would be offboarded, too.
  const which = onlyDeparted ? '--departed' : accountId;
  const named = vendors.map((vendor) => `--vendor ${vendor} `).join('');
  const given = Object.keys(flags).map((flag) => `${FLAGS[flag]} `);
  return `\nor\nnpx rollcall ${command} ${which} ${named}${given.join('')}${options}`;
}

const FLAGS: Record<string, string> = { adopt: '--adopt', keepRole: '--keep-role', dryRun: '--dry-run' };
