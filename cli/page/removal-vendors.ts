import { html } from 'hono/html';
import { amount, plural } from '../../lib/coverage/amount.ts';
import type { Offboarded } from '../target/offboard-each.ts';
import { removalBadge } from './removal-badge.ts';

/** How much would be removed at each vendor, and how much stays there. */
export function removalVendors(plan: Offboarded[]) {
  const all = plan.flatMap(({ outcomes }) => outcomes);
  const vendors = [...new Set(all.map(({ vendor }) => vendor))];
  const section = (vendor: string) => {
    const own = all.flatMap((each) => (each.vendor === vendor && each.outcome !== 'skipped' ? [each] : []));
    const registrations = own.flatMap((each) => each.registrations).length;
    const others = own.flatMap((each) => each.others).length;
    const roles = (outcome: string) => own.filter(({ role }) => role.outcome === outcome).length;
    return html`
<section class="vendor card">
<h2>${vendor}</h2>
<p class="number">${amount(registrations)}<span>${registrations === 1 ? 'registration' : 'registrations'} and ${plural(roles('role-removed'), 'role')} to remove</span></p>
<ul class="states">
<li>${removalBadge('stays')} <b>${plural(others, 'registration')}</b>, <b>${plural(roles('role-left-behind'), 'role')}</b></li>
</ul>
</section>`;
  };
  return html`<section class="vendors" aria-label="By vendor">${vendors.map(section)}</section>`;
}
