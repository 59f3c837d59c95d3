import type { Account } from '@aws-sdk/client-organizations';
import type { AccountExecution } from '../target/executions.ts';
import { isRegistered, type Standing } from '../target/standing.ts';
import { ago, iso } from './ago.ts';
import { columns } from './columns.ts';
import { printable } from './printable.ts';
import { rows } from './rows.ts';
import { wrap } from './wrap.ts';

/** What is known of an account. */
export interface Known {
  id: string;
  /** As AWS Organizations describes it; undefined where it does not. */
  account: Account | undefined;
  /** Why it is not to be registered any more; undefined of one that is to be. */
  departed?: string | undefined;
  standings: Standing[];
  executions: AccountExecution[];
}

/** How many executions are shown, where nobody asks for all. */
const EXECUTIONS = 10;

/** Room that the name of an execution needs beside the rest. */
const WITH_NAMES = 112;

/** An account for a person: its place, how it stands at each vendor, and its last executions. */
export function showAccount(
  { id, account, departed, standings, executions }: Known,
  { isVerbose = false, width = columns() } = {},
): string {
  const {
    Name = '',
    State = 'not described by AWS Organizations',
    JoinedTimestamp: joined,
    Paths = [],
  } = account ?? {};
  const state = `${State}${joined === undefined ? '' : `, joined ${iso(joined).slice(0, 10)}`}`;
  const parts = [
    wrap([id, printable(Name), state, Paths.join(' ')].filter(Boolean).join('  '), 0, width),
    ...(departed === undefined ? [] : [departure(departed, standings, width)]),
    standings.length === 0 ? 'No report has the account.' : atVendors(standings, width),
    reasons(standings, width),
    registrations(standings, width),
    executions.length === 0
      ? 'None of the last executions is its own.'
      : history(executions.slice(0, isVerbose ? undefined : EXECUTIONS), width),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function departure(reason: string, standings: Standing[], width: number): string {
  const left = standings.filter(isRegistered).map(({ vendor }) => vendor);
  const has =
    left.length === 0 ? 'No vendor has' : `${left.join(' and ')} still ${left.length > 1 ? 'have' : 'has'}`;
  return wrap(`It departed: ${reason}. ${has} it registered.`, 0, width);
}

const atVendors = (standings: Standing[], width: number): string =>
  rows(
    ['vendor', 'last report', 'since', 'after it'],
    standings.map(({ vendor, reported, later = '' }) => [
      vendor,
      reported?.state ?? '–',
      reported === undefined ? '' : iso(new Date(reported.since)),
      later,
    ]),
    width,
  );

/** Why it is in its state where the report says it; of one that a vendor does not list, the state says all. */
const reasons = (standings: Standing[], width: number): string =>
  standings
    .flatMap(({ vendor, reported: { state, reason } = {}, later }) =>
      reason === undefined || state === 'missing' || later !== undefined
        ? []
        : [wrap(`${vendor}: ${printable(reason)}`, 2, width)],
    )
    .join('\n');

/** What stands there by the last report, unless an execution changed it since. */
const registrations = (standings: Standing[], width: number): string =>
  rows(
    ['vendor', 'in the last report registered as', 'by'],
    standings.flatMap(({ vendor, reported: { registration } = {}, later }) =>
      registration === undefined || later !== undefined
        ? []
        : [[vendor, registration.id, registration.detail?.split('/').at(-1) ?? '']],
    ),
    width,
  );

const history = (executions: AccountExecution[], width: number): string => {
  const named = width >= WITH_NAMES;
  return rows(
    ['execution', 'began', '', 'ended', ...(named ? ['name'] : [])],
    executions.map(({ workflow, dryRun, status, startDate, error = '', name }) => [
      `${workflow}${dryRun ? ' (dry)' : ''}`,
      iso(new Date(startDate)),
      ago(new Date(startDate)),
      `${status} ${error}`.trim(),
      ...(named ? [name] : []),
    ]),
    width,
  );
};
