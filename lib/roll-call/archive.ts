import type { ReportStore } from '../aws/report-store.ts';
import { csv } from '../coverage/csv.ts';
import { append, History } from '../coverage/history.ts';
import { page } from '../coverage/page/page.ts';
import type { CoverageReport } from '../coverage/report.ts';
import { reportKey } from './names.ts';
import { readObject } from './read-object.ts';

const HISTORY = 'coverage/history.json';

/**
 * Writes a report as JSON, CSV and HTML, and the history with it. It becomes the latest, unless it is of a part of the
 * accounts or vendors only. Gives the URL of the page.
 */
export async function archive(store: ReportStore, rollCall: string, report: CoverageReport): Promise<string> {
  const history = append(report, await readObject(store, HISTORY, History));
  const files = {
    json: { text: JSON.stringify(report), type: 'application/json' },
    csv: { text: csv(report), type: 'text/csv; charset=utf-8' },
    html: { text: page(report, history), type: 'text/html; charset=utf-8' },
  };
  const names = [reportKey(rollCall), ...(report.only === undefined ? ['coverage/latest'] : [])];
  for (const name of names)
    for (const [ending, content] of Object.entries(files)) await store.put(`${name}.${ending}`, content);
  await store.put(HISTORY, { text: JSON.stringify(history), type: 'application/json' });
  return store.urlOf(`${names[0]}.html`);
}
