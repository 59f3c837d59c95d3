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

/** The command that starts again a roll call as the cause of a failed one advises; empty where it advises nothing. */
export function rollCallAgain(cause: string, { options }: Pick<Target, 'options'>): string {
  const flags = Object.entries(ACCEPTS).filter(([input]) => cause.includes(`{"${input}":true}`));
  return flags.map(([, flag]) => `\nor\nnpx rollcall roll-call ${flag} ${options}`).join('');
}

const ACCEPTS = { acceptChange: '--accept-change', acceptDepartures: '--accept-departures' };
