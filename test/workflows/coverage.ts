import * as v from 'valibot';
import type { World } from '../../emulators/world.ts';
import { CoverageReport } from '../../lib/coverage/report.ts';

/** A report as it lies in the bucket: the latest, or the one of a roll call's id. */
export function coverage({ aws }: World, name = 'latest'): CoverageReport {
  const object = aws.state.objects.get(`Reports/coverage/${name}.json`);
  return v.parse(CoverageReport, JSON.parse(object?.text ?? 'null'));
}

/** The states in a report, as `<account> <vendor>: <state>`. */
export const statesIn = ({ rows }: CoverageReport): string[] =>
  rows.map(({ accountId, vendor, state }) => `${accountId} ${vendor}: ${state}`).sort();

/** The accounts whose enrollment roll calls have started, in order. */
export const enrolledBy = ({ aws }: World): string[] =>
  [...aws.state.executions.values()].flatMap(({ name }) => /^roll-call-\w+-(\d{12})$/.exec(name)?.[1] ?? []);
