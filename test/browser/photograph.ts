import type { Browser } from 'puppeteer-core';
import { removalPage } from '../../cli/page/removal-page.ts';
import { removal } from '../cli/removal.ts';
import { reportOn } from '../lib/coverage/organization.ts';
import { type Opened, open, openText } from './opened.ts';

/** How much of a long page a screenshot shows, in pixels. */
const HEIGHT = 4000;

/** Rows come into sight with a frame and are painted with the next. */
const PAINTED =
  'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 100))))';

/** Takes screenshots for a person to look at: sizes of organizations, widths of windows, light and dark. */
export async function photograph(browser: Browser, folder: string): Promise<void> {
  await each(folder, 'offboarding', (how) =>
    openText(browser, removalPage(removal(40)), { ...how, name: 'offboarding', folder }),
  );
  for (const size of [0, 40, 10_000]) {
    const report = await reportOn(size);
    await each(folder, `${size}`, (how) => open(browser, { report, folder, ...how }));
    const { page } = await open(browser, { report, folder });
    if (size === 40) await page.pdf({ path: `${folder}/${size}.pdf`, preferCSSPageSize: true });
    await page.close();
  }
}

type Window = { width: number; scheme: 'light' | 'dark' };

/** A screenshot of a page in every window. */
async function each(folder: string, name: string, opened: (how: Window) => Promise<Opened>): Promise<void> {
  for (const width of [375, 1280, 1920]) {
    for (const scheme of ['light', 'dark'] as const) {
      const { page } = await opened({ width, scheme });
      // Rows out of sight are not painted, so the window is as high as the picture.
      const height = Math.min(HEIGHT, Number(await page.evaluate('document.documentElement.scrollHeight')));
      await page.setViewport({ width, height });
      await page.evaluate(PAINTED);
      await page.screenshot({ path: `${folder}/${name}-${width}-${scheme}.png` });
      await page.close();
    }
  }
}
