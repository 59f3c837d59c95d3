import { readFileSync } from 'node:fs';
import { html } from 'hono/html';
import { plural } from '../../lib/coverage/amount.ts';
import assets from '../../lib/coverage/page/assets.json' with { type: 'json' };
import { htmlDocument } from '../../lib/coverage/page/document.ts';
import { minute } from '../../lib/coverage/page/time.ts';
import type { Offboarded } from '../target/offboard-each.ts';
import { removalAccounts } from './removal-accounts.ts';
import { removalBadge } from './removal-badge.ts';
import { removalVendors } from './removal-vendors.ts';
import { staying } from './staying.ts';

/** A plan, and of what. */
export interface Removal {
  plan: Offboarded[];
  organizationId: string;
  /** The name of the stack. */
  stack: string;
  /** When it was planned, in ISO 8601. */
  at: string;
  /** The options that chose the accounts and what happens to them, as they were given. */
  asked: string;
}

/**
 * What an offboarding would remove where, as one HTML file in the style of the coverage page, without a script.
 * Everything that accounts and vendors say is text.
 */
export const removalPage = (removal: Removal): string =>
  htmlDocument(
    {
      title: `What offboarding would remove in ${removal.organizationId} on ${removal.at.slice(0, 10)}`,
      style,
    },
    html`<header>${verdict(removal)}</header>
<main>
${removalVendors(removal.plan)}
${staying(removal.plan)}
${removalAccounts(removal.plan)}
</main>
<footer>${about(removal)}</footer>`,
  );

const style = assets.style + readFileSync(new URL('removal.css', import.meta.url), 'utf8');

const verdict = ({ plan, organizationId, stack, at }: Removal) => html`
<a class="skip" href="#accounts">To the accounts</a>
<p class="eyebrow">Rollcall offboarding in <b>${organizationId}</b>, stack <b>${stack}</b></p>

<h1>${sentence(plan)}</h1>
<p class="soft"><time datetime="${at}">${minute(at)}</time> · ${plural(plan.length, 'account')}</p>
<p class="note">A plan: nothing was changed.</p>`;

function sentence(plan: Offboarded[]): string {
  const removed = plan.flatMap(({ outcomes }) => outcomes.filter((each) => each.outcome !== 'skipped'));
  const registrations = removed.flatMap((each) => each.registrations).length;
  const roles = removed.filter(({ role }) => role.outcome === 'role-removed').length;
  const failed = plan.filter(({ status }) => status !== 'SUCCEEDED').length;
  return [
    registrations + roles === 0
      ? 'Nothing would be removed.'
      : `Offboarding would remove ${plural(registrations, 'registration')} and ${plural(roles, 'role')}.`,
    ...(failed === 0 ? [] : [`${plural(failed, 'account')} could not be planned.`]),
  ].join(' ');
}

const about = ({ organizationId, at, stack, asked }: Removal) => html`
<h2>About this plan</h2>
<dl class="card">
<dt>Organization</dt><dd>${organizationId}</dd>
<dt>Planned</dt><dd>${minute(at)}, by a dry run of offboard-account for each account</dd>
<dt>Stack</dt><dd>${stack}</dd>
<dt>Asked</dt><dd><code>${asked}</code></dd>
<dt>${removalBadge('remove')}</dt><dd>a registration that is Rollcall’s, by the vendor’s own id; a role that has Rollcall’s tags, and nothing that somebody else gave it</dd>
<dt>${removalBadge('stays')}</dt><dd>what is not Rollcall’s, and roles in accounts that cannot be reached any more</dd>
<dt>${removalBadge('skipped')}</dt><dd>an account that AWS lists as active again</dd>
<dt>${removalBadge('failed')}</dt><dd>the vendor or AWS did not answer the plan</dd>
<dt>Afterwards</dt><dd>a roll call that enrolls, and an event of the account, enroll an active account again, unless a filter of the deployment leaves it out</dd>
</dl>`;
