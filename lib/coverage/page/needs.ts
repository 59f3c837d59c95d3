import { html } from 'hono/html';
import { amount, plural } from '../amount.ts';
import { type Cause, causes } from '../causes.ts';
import { command } from '../command.ts';
import type { CoverageReport, StateMachines } from '../report.ts';
import type { ReportedRow } from '../since.ts';
import { advice } from './advice.ts';
import { badge } from './badge.ts';
import { copyButton } from './copy-button.ts';

/** Accounts that a cause lists itself; the table has them all. */
const LISTED = 100;

/** What to do, by cause, and the accounts. */
export function needs(report: CoverageReport) {
  const found = causes(report);
  return html`
<h2 id="needs">What to do</h2>
${
  found.length === 0
    ? html`<p class="card">Nothing. Every account that is to be covered is, and no departed account is still listed.</p>`
    : html`<div class="causes">${found.map((cause) => section(cause, report.stateMachines))}</div>`
}`;
}

function section(cause: Cause, stateMachines: StateMachines) {
  const { vendors, state, rows } = cause;
  const failure = rows[0]?.row.failure;
  return html`
<article class="cause card ${state}">
<div>
<h3>${badge(state)} ${subject(cause)} at ${vendors.join(' and ')}</h3>
${failure && html`<p class="soft">${failure.state} · ${failure.error}</p>`}
<p>${failure?.cause ?? why(cause)}</p>
</div>
<div>${advice(cause, stateMachines)}</div>
${rows.length > 1 && html`<details><summary>The ${amount(rows.length)} accounts</summary>${list(cause, stateMachines)}</details>`}
</article>`;
}

function subject({ rows }: Cause) {
  const { name, accountId } = rows[0]?.row ?? {};
  if (rows.length > 1) return plural(rows.length, 'account');
  return html`<span class="id">${accountId}</span> ${name && html`<bdi>${name}</bdi>`}`;
}

const why = ({ state, reason, rows }: Cause) =>
  state === 'departed' && rows.length > 1
    ? 'Closed, suspended or not in the organization any more, and still registered.'
    : sentence(reason);

const list = ({ vendors, state, rows }: Cause, stateMachines: StateMachines) => html`
<ul>${rows.slice(0, LISTED).map(
  ({ row, remedy }) => html`
<li><span class="id">${row.accountId}</span> <bdi>${row.name}</bdi>${copyOf(command(remedy, stateMachines))}${reasonOf(row) !== reasonOf(rows[0]?.row) && html` <span class="soft">${row.reason}</span>`}</li>`,
)}</ul>
${
  rows.length > LISTED &&
  html`<p><a href="#${new URLSearchParams({ state, ...(vendors.length === 1 && { vendor: vendors.join() }) })}">${amount(rows.length - LISTED)} more in the table</a></p>`
}`;

const copyOf = (text: string | undefined) => text && html` ${copyButton(text)}`;

/** What differs in more than the account's own id is said again. */
const reasonOf = (row: ReportedRow | undefined) => row?.reason?.replaceAll(row.accountId, '');

const sentence = (reason: string) =>
  `${reason.charAt(0).toUpperCase()}${reason.slice(1)}`.replace(/\.?$/, '.');
