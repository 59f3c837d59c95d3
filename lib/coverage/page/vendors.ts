import { html } from 'hono/html';
import { amount } from '../amount.ts';
import type { CoverageReport } from '../report.ts';
import { STATES } from '../row.ts';
import type { VendorTotals } from '../totals.ts';
import { MARKS } from './badge.ts';

/** The states of the accounts that are to be covered, in the order of the bar. */
const IN_BAR = STATES.filter((state) => !['excluded', 'inactive', 'departed'].includes(state));

/** Each vendor's coverage as a number, a bar and its states, which lead to the accounts. */
export const vendors = (report: CoverageReport) => html`
<svg class="patterns" aria-hidden="true">
<pattern id="hatched" class="missing" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="ground" width="6" height="6"/><rect class="missing" width="3" height="6"/></pattern>
<pattern id="dotted" class="degraded" width="6" height="6" patternUnits="userSpaceOnUse"><rect class="degraded" width="6" height="6"/><circle class="ground" cx="3" cy="3" r="1.4"/></pattern>
</svg>
<section class="vendors" aria-label="Coverage by vendor">${report.vendors.map(vendor)}</section>`;

const vendor = ({ vendor, states, covered, toCover, coveragePercent, listed }: VendorTotals) => html`
<section class="vendor card">
<h2>${vendor}</h2>
<p class="number">${coveragePercent === null ? '–' : `${coveragePercent.toFixed(1)} %`}<span>${amount(covered)} of ${amount(toCover)}; ${amount(listed)} listed</span></p>
${bar({ states, toCover })}
<ul class="states">${STATES.filter((state) => states[state] > 0).map(
  (state) => html`
<li><a href="#${new URLSearchParams({ state, vendor })}"><span class="badge ${state}"><i aria-hidden="true">${MARKS[state]}</i>${state}</span> <b>${amount(states[state])}</b></a></li>`,
)}</ul>
</section>`;

/** Every state that occurs is seen, however few accounts it has. */
const LEAST = 0.6;

function bar({ states, toCover }: Pick<VendorTotals, 'states' | 'toCover'>) {
  const present = IN_BAR.filter((state) => states[state] > 0);
  const widths = present.map((state) => Math.max(LEAST, (100 * states[state]) / toCover));
  const scale = 100 / widths.reduce((sum, width) => sum + width, 0);
  let x = 0;
  return html`<svg class="bar" aria-hidden="true">${present.map((state, index) => {
    const width = (widths[index] ?? 0) * scale;
    const at = x;
    x += width;
    return html`<rect class="${state}" x="${at.toFixed(2)}%" width="${width.toFixed(2)}%" height="100%"/>`;
  })}</svg>`;
}
