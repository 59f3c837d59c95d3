import { html } from 'hono/html';
import { plural } from '../amount.ts';
import type { CoverageReport } from '../report.ts';
import { MARKS } from './badge.ts';
import { minute } from './time.ts';

/** The top of the page: what the roll call found, in a sentence, and of what. */
export const verdict = ({
  at,
  organizationId,
  stage,
  dryRun,
  only,
  conclusion,
  accounts,
}: CoverageReport) => html`
<a class="skip" href="#accounts">To the accounts</a>
<p class="eyebrow">Rollcall coverage of <b>${organizationId}</b>, stage <b>${stage}</b></p>

<h1><span class="mark ${OUTCOME[conclusion.outcome]}" title="The roll call ${conclusion.outcome}." aria-label="The roll call ${conclusion.outcome}.">${MARKS[OUTCOME[conclusion.outcome]]}</span> ${conclusion.sentence}</h1>
<p class="soft"><time datetime="${at}">${minute(at)}</time> · ${plural(accounts.organization, 'account')} in the organization, ${accounts.toCover.toLocaleString('en-US')} to be covered</p>
${dryRun && html`<p class="note">A dry run: nothing was changed.</p>`}
${only && html`<p class="note">Not of everything: this roll call was limited to <code>${JSON.stringify(only)}</code></p>`}`;

const OUTCOME = { succeeded: 'covered', failed: 'failed' } as const;
