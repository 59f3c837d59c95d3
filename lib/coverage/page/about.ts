import { html } from 'hono/html';
import type { CoverageReport } from '../report.ts';
import { MEANING, STATES } from '../row.ts';
import { badge } from './badge.ts';
import { minute } from './time.ts';

/** What an auditor asks of the report: of what it is, when and how it was made, and what its words mean. */
export const about = (report: CoverageReport) => html`
<h2>About this report</h2>
<dl class="card">
<dt>Organization</dt><dd>${report.organizationId}</dd>
<dt>Compared</dt><dd>${minute(report.at)}</dd>
<dt>Made by</dt><dd>Rollcall ${report.rollcallVersion}, stage ${report.stage}</dd>
<dt>Depth</dt><dd>${DEPTH[report.depth]}</dd>
<dt>Filters</dt><dd>${Object.keys(report.filters).length === 0 ? 'none: every account' : html`<code>${JSON.stringify(report.filters)}</code>`}</dd>
<dt>Limited to</dt><dd>${report.only === undefined ? 'nothing: the whole organization' : html`<code>${JSON.stringify(report.only)}</code>`}</dd>
<dt>Coverage</dt><dd>covered and known-elsewhere, of these and missing, degraded and failed; rounded down</dd>
${STATES.map((state) => html`<dt>${badge(state)}</dt><dd>${MEANING[state]}</dd>`)}
</dl>`;

const DEPTH: Record<CoverageReport['depth'], string> = {
  registrations: 'registrations: the vendors’ lists; roles were not inspected',
  roles: 'roles: the vendors’ lists, and Rollcall’s role in each covered account',
};
