import { html } from 'hono/html';
import { amount } from '../amount.ts';
import type { History } from '../history.ts';
import { minute } from './time.ts';

/** Roll calls that the trend shows: a quarter of daily ones. */
const SHOWN = 90;

/** Roll calls whose numbers stand below the trend. */
const NUMBERED = 30;

/** How many kinds of lines the style can tell apart. */
const KINDS = 4;

type Entries = History['entries'];

/** Each vendor's coverage over the last roll calls, of those for all accounts and vendors. */
export function trend(history: History) {
  const entries = history.entries.filter(isComparable).slice(-SHOWN);
  const [first, last] = [entries.at(0), entries.at(-1)];
  if (first === undefined || last === undefined || first === last) {
    return html`<h2>Trend</h2><p class="card soft">It begins with the second roll call of the whole organization.</p>`;
  }
  const series = last.vendors.map(({ vendor }) => ({ vendor, percents: percentsOf(vendor, entries) }));
  const floor = Math.min(90, ...series.flatMap(({ percents }) => percents.map((value) => value ?? 100)));
  const least = Math.floor(floor / 10) * 10;
  return html`
<h2>Trend</h2>
<div class="card">
<ul class="legend">${series.map(
    ({ vendor, percents }, index) => html`
<li><svg aria-hidden="true"><line class="line series-${index % KINDS}" x1="0" x2="30" y1="4" y2="4"/></svg>${vendor} <b>${percent(percents.at(-1))}</b> <span class="soft">was ${percent(percents[0])}</span></li>`,
  )}</ul>
<div class="plot" aria-hidden="true">
<div class="scale"><span>100 %</span><span>${(100 + least) / 2} %</span><span>${least} %</span></div>
<svg viewBox="0 0 100 100" preserveAspectRatio="none"><path class="grid" d="M0 0H100M0 50H100M0 100H100"/>${series.map(
    ({ percents }, index) =>
      html`<path class="line series-${index % KINDS}" d="${path(percents, { least, entries })}"/>`,
  )}</svg>
<div class="times">${ends(first.at, last.at).map((time) => html`<span>${time}</span>`)}</div>
</div>
<details><summary>The numbers</summary>${numbers(entries.slice(-NUMBERED).reverse())}</details>
</div>`;
}

/** When the trend begins and ends: the days, or the minutes where it is one day. */
function ends(first: string, last: string): string[] {
  const days = [first, last].map((at) => at.slice(0, 10));
  return days[0] === days[1] ? [minute(first), minute(last)] : days;
}

/** Whether its numbers are of the whole organization, and there are any. */
const isComparable = ({ partial, coveragePercent }: Entries[number]) => !partial && coveragePercent !== null;

const percentsOf = (vendor: string, entries: Entries) =>
  entries.map(
    (entry) => entry.vendors.find((other) => other.vendor === vendor)?.coveragePercent ?? undefined,
  );

const percent = (value: number | null | undefined) => (value == null ? '–' : `${value.toFixed(1)} %`);

/** The line in a square of 100 × 100; where a roll call has no number, it is broken. */
function path(
  percents: (number | undefined)[],
  { least, entries }: { least: number; entries: Entries },
): string {
  const times = entries.map(({ at }) => Date.parse(at));
  const [start = 0, end = 0] = [times.at(0), times.at(-1)];
  let isDrawing = false;
  return percents
    .map((value, index) => {
      const command = isDrawing ? 'L' : 'M';
      isDrawing = value !== undefined;
      if (value === undefined) return '';
      const x = (100 * ((times[index] ?? 0) - start)) / (end - start);
      return `${command}${x.toFixed(2)} ${((100 * (100 - value)) / (100 - least)).toFixed(2)}`;
    })
    .join('');
}

const numbers = (entries: Entries) => html`
<table class="numbers"><thead><tr><th scope="col">Roll call</th>${entries[0]?.vendors.map(({ vendor }) => html`<th scope="col">${vendor}</th>`)}</tr></thead>
<tbody>${entries.map(
  ({ at, dryRun, vendors }) => html`
<tr><th scope="row">${minute(at)}${dryRun && ' (dry run)'}</th>${vendors.map(
    ({ coveragePercent, covered, toCover }) =>
      html`<td>${percent(coveragePercent)} <span class="soft">${amount(covered)} of ${amount(toCover)}</span></td>`,
  )}</tr>`,
)}</tbody></table>`;
