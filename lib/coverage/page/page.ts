import { html } from 'hono/html';
import type { History } from '../history.ts';
import type { CoverageReport } from '../report.ts';
import { about } from './about.ts';
import { accounts } from './accounts.ts';
import assets from './assets.json' with { type: 'json' };
import { htmlDocument } from './document.ts';
import { needs } from './needs.ts';
import { trend } from './trend.ts';
import { vendors } from './vendors.ts';
import { verdict } from './verdict.ts';

/**
 * The report as one HTML file. Everything that accounts and vendors say is text.
 *
 * @param history with this report's own entry
 */
export const page = (report: CoverageReport, history: History): string =>
  htmlDocument(
    { title: `Coverage of ${report.organizationId} on ${report.at.slice(0, 10)}`, ...assets },
    html`<header>${verdict(report)}</header>
<main>
${vendors(report)}
${needs(report)}
${trend(history)}
${accounts(report)}
</main>
<footer>${about(report)}</footer>`,
  );
