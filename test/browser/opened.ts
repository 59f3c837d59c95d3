import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'puppeteer-core';
import { page as rendered } from '../../lib/coverage/page/page.ts';
import type { CoverageReport } from '../../lib/coverage/report.ts';
import { historyOf } from '../lib/coverage/organization.ts';

/** A page as a reader has opened it from a folder. */
export interface Opened {
  page: Page;
  /** What the browser complained of: errors, violations of the policy, requests. */
  complaints: string[];
}

interface Shown {
  report: CoverageReport;
  /** The folder that the file lies in. */
  folder: string;
  width?: number;
  scheme?: 'light' | 'dark';
  /** The address's fragment. */
  fragment?: string;
}

/** Writes the report's page to a file and opens it in a tab of its own. */
export const open = (browser: Browser, { report, ...how }: Shown): Promise<Opened> =>
  openText(browser, rendered(report, historyOf(report, 30)), {
    ...how,
    name: `${report.accounts.organization}`,
  });

/** Writes a page to a file of that name and opens it in a tab of its own. */
export async function openText(
  browser: Browser,
  text: string,
  how: Omit<Shown, 'report'> & { name: string },
): Promise<Opened> {
  const { name, folder, width = 1280, scheme = 'light', fragment = '' } = how;
  const file = `${folder}/${name}.html`;
  writeFileSync(file, text);
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    if (!request.url().startsWith('file:')) complaints.push(`request: ${request.url()}`);
  });
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await page.goto(pathToFileURL(file).href + fragment);
  return { page, complaints };
}
