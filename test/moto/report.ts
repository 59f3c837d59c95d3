import Table from 'cli-table3';
import type { Comparison, Difference } from './compare.ts';
import type { KnownDifference } from './differences.ts';

/** A scenario's comparison. */
export type Compared = Comparison & { scenario: string };

/** Prints what was compared and what differs; gives the number of failures. */
export function report(compared: Compared[], known: KnownDifference[]): number {
  const judged = compared.map((each) => ({
    ...each,
    unknown: each.differences.filter((one) => !isKnown(each, one, known)),
  }));
  const seen = new Set(
    compared.flatMap((each) => each.differences.flatMap((one) => isKnown(each, one, known) ?? [])),
  );
  const stale = known.filter((one) => !seen.has(one));
  const head = ['scenario', 'calls', 'fields compared', 'known differences', 'unknown'];
  const table = new Table({ head, style: { head: [], border: [] } });
  for (const { scenario, questions, fields, differences, unknown } of judged)
    table.push([scenario, questions, fields, differences.length - unknown.length, unknown.length]);
  console.log(table.toString());
  for (const { scenario, unknown } of judged) for (const one of unknown) console.log(shown(scenario, one));
  for (const { scenario = 'anywhere', at, reason } of stale)
    console.log(`No longer there: ${scenario}: ${at} (${reason})`);
  const failed = judged.filter(({ unknown }) => unknown.length > 0).length + stale.length;
  console.log(`${judged.length + known.length - failed} passed, ${failed} failed`);
  return failed;
}

const isKnown = ({ scenario }: Compared, { at, ours }: Difference, known: KnownDifference[]) =>
  known.find(
    (one) =>
      (one.scenario ?? scenario) === scenario && one.at.test(at) && (one.ours?.test(String(ours)) ?? true),
  );

const shown = (scenario: string, { at, ours, moto }: Difference) =>
  `${scenario}: ${at}\n  ours: ${JSON.stringify(ours)}\n  moto: ${JSON.stringify(moto)}`;
