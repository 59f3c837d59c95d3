import { command } from '../command.ts';
import { remedy } from '../remedy.ts';
import type { CoverageReport } from '../report.ts';
import { STATES } from '../row.ts';
import type { ReportedRow } from '../since.ts';
import { MARKS } from './badge.ts';

/** A state's, a time's, a reason's and a command's index; 0 where the vendor has no row of the account. */
type Cell = [state: number, since: number, reason: number, command: number] | 0;

/** The order of the table when it is sorted by a vendor: what is most urgent first. */
const URGENCY = [
  'failed',
  'degraded',
  'missing',
  'departed',
  'inactive',
  'excluded',
  'known-elsewhere',
  'covered',
];

/**
 * The accounts as the page's script reads them: what repeats is written once and named by its index, and `{id}` stands
 * for the account's id in texts. 10,000 accounts take some 700 KB.
 */
export function tableData(report: CoverageReport) {
  const vendors = report.vendors.map(({ vendor }) => vendor);
  const [units, texts, times] = [new Indexes(), new Indexes(), new Indexes()];
  const byId = Map.groupBy(report.rows, ({ accountId }) => accountId);
  const rows = [...byId].map(([id, ofAccount]) => {
    const text = (words = '') => texts.of(words.replaceAll(id, '{id}'));
    const cellOf = (row: ReportedRow | undefined): Cell =>
      row
        ? [
            STATES.indexOf(row.state),
            times.of(row.since),
            text(row.reason),
            text(command(remedy(row), report.stateMachines)),
          ]
        : 0;
    const cells = vendors.map((vendor) => cellOf(ofAccount.find((row) => row.vendor === vendor)));
    const [{ name = '', accountState = '', units: path } = { units: [] }] = ofAccount;
    return [id, name, accountState, units.of(path.join('/')), ...cells];
  });
  return {
    ...{ vendors, states: STATES, marks: MARKS, urgency: URGENCY, rows },
    units: units.values().map((path) => path.split('/').filter(Boolean)),
    ...{ texts: texts.values(), times: times.values() },
  };
}

/** Values by index, each once. */
class Indexes {
  readonly #indexes = new Map<string, number>();

  of(value: string): number {
    const known = this.#indexes.get(value) ?? this.#indexes.size;
    this.#indexes.set(value, known);
    return known;
  }

  values = () => [...this.#indexes.keys()];
}
