import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import type { History } from '../history.ts';
import type { CoverageReport } from '../report.ts';
import { about } from './about.ts';
import { accounts } from './accounts.ts';
import assets from './assets.json' with { type: 'json' };
import { needs } from './needs.ts';
import { trend } from './trend.ts';
import { vendors } from './vendors.ts';
import { verdict } from './verdict.ts';

/**
 * The report as one HTML file, which needs nothing from elsewhere and allows nothing: its policy names the hashes of its
 * own script and style. Everything that accounts and vendors say is text.
 *
 * @param history with this report's own entry
 */
export const page = (report: CoverageReport, history: History): string =>
  String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Coverage of ${report.organizationId} on ${report.at.slice(0, 10)}</title>
<style>${raw(assets.style)}</style>
</head>
<body>
<header>${verdict(report)}</header>
<main>
${vendors(report)}
${needs(report)}
${trend(history)}
${accounts(report)}
</main>
<footer>${about(report)}</footer>
<script>${raw(assets.script)}</script>
</body>
</html>
`);

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const policy = [
  "default-src 'none'",
  `script-src ${hash(assets.script)}`,
  `style-src ${hash(assets.style)}`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
