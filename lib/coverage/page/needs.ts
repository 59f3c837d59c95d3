import { html } from 'hono/html';
import { amount, plural } from '../amount.ts';
import { type Cause, causes } from '../causes.ts';
import type { CoverageReport } from '../report.ts';
import { advice } from './advice.ts';
import { badge } from './badge.ts';

/** Accounts that a cause lists itself; the table has them all. */
const LISTED = 100;

/** What needs a person, by cause: what to do, and the accounts. */
export function needs(report: CoverageReport) {
  const found = causes(report);
  return html`
<h2 id="needs">What needs a person</h2>
${
  found.length === 0
    ? html`<p class="card">Nothing. Every account that is to be covered is, and no departed account is still listed.</p>`
    : html`<div class="causes">${found.map(section)}</div>`
}`;
}

function section(cause: Cause) {
  const { vendor, state, reason, rows } = cause;
  const failure = rows[0]?.row.failure;
  return html`
<article class="cause card ${state}">
<h3>${badge(state)} ${plural(rows.length, 'account')} at ${vendor}${failure && html` <span class="soft">${failure.state} · ${failure.error}</span>`}</h3>
<p>${failure && state === 'failed' ? failure.cause : sentence(reason)}</p>
<p>${advice(cause)}</p>
${rows.length === 1 ? list(cause) : html`<details><summary>The ${amount(rows.length)} accounts</summary>${list(cause)}</details>`}
</article>`;
}

const list = ({ vendor, state, reason, rows }: Cause) => html`
<ul>${rows.slice(0, LISTED).map(
  ({ row, remedy }) => html`
<li><span class="id">${row.accountId}</span> <bdi>${row.name ?? 'not in the organization'}</bdi>${
    remedy && rows.length > 1 && html` <code>${remedy.command}</code>`
  }${row.reason !== reason && html` <span class="soft">${row.reason}</span>`}</li>`,
)}</ul>
${
  rows.length > LISTED &&
  html`<p><a href="#${new URLSearchParams({ state, vendor })}">${amount(rows.length - LISTED)} more in the table</a></p>`
}`;

const sentence = (reason: string) =>
  `${reason.charAt(0).toUpperCase()}${reason.slice(1)}`.replace(/\.?$/, '.');
