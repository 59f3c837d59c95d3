import { html } from 'hono/html';
import { amount, plural } from '../../lib/coverage/amount.ts';
import type { Offboarded, VendorOffboarded } from '../target/offboard-each.ts';
import { removalBadge } from './removal-badge.ts';

/** Accounts that a reason lists itself; the table has them all. */
const LISTED = 100;

/** What stays of an account. */
interface Staying {
  account: string;
  name: string | undefined;
  /** The vendor's id of the registration, or the role's ARN; undefined of a role that could not be looked for. */
  what: string | undefined;
  kind: 'registration' | 'role';
  vendor: string;
  reason: string;
}

/** What stays where, by its reason. */
export function staying(plan: Offboarded[]) {
  const all = plan.flatMap((of) => of.outcomes.flatMap((outcome) => stayingOf(outcome, of)));
  const byReason = [...Map.groupBy(all, ({ kind, reason }) => `${kind} ${reason}`).values()];
  return html`
<h2>What stays, and why</h2>
${
  all.length === 0
    ? html`<p class="card">Nothing of what was found.</p>`
    : html`<div class="causes">${byReason.map(section)}</div>`
}`;
}

function stayingOf(outcome: VendorOffboarded, { account, name }: Offboarded): Staying[] {
  if (outcome.outcome === 'skipped') return [];
  const { vendor, others, role } = outcome;
  const registrations = others.map(({ id, detail }) => ({
    ...{ account, name, vendor, kind: 'registration' as const },
    ...{
      what: [id, detail].filter(Boolean).join(', '),
      reason: 'It is not Rollcall’s: ask whoever made it.',
    },
  }));
  if (role.outcome !== 'role-left-behind') return registrations;
  const left = { account, name, vendor, kind: 'role' as const, what: role.arn };
  return [...registrations, { ...left, reason: sentence(role.reason) }];
}

const sentence = (reason = '') => `${reason.charAt(0).toUpperCase()}${reason.slice(1)}`.replace(/\.?$/, '.');

function section(found: Staying[]) {
  const [first] = found;
  const vendors = [...new Set(found.map(({ vendor }) => vendor))];
  return html`
<article class="cause card known-elsewhere">
<div>
<h3>${removalBadge('stays')} ${plural(found.length, first?.kind ?? '')} at ${vendors.join(' and ')}</h3>
<p>${first?.reason}</p>
</div>
<ul>${found.slice(0, LISTED).map(
    ({ account, name, vendor, what = '' }) => html`
<li><span class="id">${account}</span> <bdi>${name}</bdi> <span class="soft">${vendor} ${what}</span></li>`,
  )}</ul>
${found.length > LISTED && html`<p class="soft">${amount(found.length - LISTED)} more in the table</p>`}
</article>`;
}
