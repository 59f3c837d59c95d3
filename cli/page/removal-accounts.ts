import { html } from 'hono/html';
import type { Offboarded, VendorOffboarded } from '../target/offboard-each.ts';
import { removalBadge } from './removal-badge.ts';

/** Every account with what would be removed of it at each vendor, and what stays there. */
export const removalAccounts = (plan: Offboarded[]) => html`
<h2 id="accounts">Accounts</h2>
${
  plan.length === 0
    ? html`<p class="card">There is no account to offboard.</p>`
    : html`<table class="removal">
<caption>Accounts with what would be removed at each vendor, and what stays.</caption>
<thead><tr><th scope="col">Account</th><th scope="col">Vendor</th><th scope="col">Registration</th><th scope="col">Role</th></tr></thead>
${plan.map(group)}
</table>`
}`;

const group = (offboarded: Offboarded) => html`
<tbody>${
  offboarded.outcomes.length === 0
    ? html`<tr>${heading(offboarded)}<td colspan="3">${removalBadge('failed')} ${offboarded.error}<p class="soft">${offboarded.cause}</p></td></tr>`
    : offboarded.outcomes.map(
        (outcome, at) =>
          html`<tr>${at === 0 && heading(offboarded)}<td class="vendor-name">${outcome.vendor}</td>${cells(outcome)}</tr>`,
      )
}</tbody>`;

const heading = ({ account, name, state, outcomes }: Offboarded) => html`
<th scope="rowgroup" rowspan="${Math.max(1, outcomes.length)}"><span class="id">${account}</span> <bdi>${name}</bdi> <span class="soft">${state?.replace('NOT_A_MEMBER', 'not in the organization')}</span></th>`;

function cells(outcome: VendorOffboarded) {
  if (outcome.outcome === 'skipped')
    return html`<td colspan="2">${removalBadge('skipped')} ${outcome.reason}</td>`;
  const { registrations, others, role } = outcome;
  return html`
<td data-label="Registration">${registrations.map(({ id }) => line('remove', id))}${others.map(
    ({ id, detail }) => line('stays', id, detail),
  )}${registrations.length + others.length === 0 && removalBadge('nothing')}</td>
<td data-label="Role">${
    role.outcome === 'role-did-not-exist'
      ? removalBadge('nothing')
      : line(role.outcome === 'role-removed' ? 'remove' : 'stays', role.arn, role.reason)
  }</td>`;
}

const line = (word: 'remove' | 'stays', id: string | undefined, more?: string) => html`
<p>${removalBadge(word)} ${id && html`<code>${id}</code>`}${more && html` <span class="soft">${more}</span>`}</p>`;
