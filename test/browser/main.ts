import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { checks } from './checks.ts';
import { NoBrowserError, startChromium } from './chromium.ts';
import { photograph } from './photograph.ts';

try {
  const browser = await startChromium();
  const folder = mkdtempSync(`${tmpdir()}/rollcall-page-`);
  for (const [name, check] of Object.entries(checks)) {
    try {
      await check(browser, folder);
      console.log(`✔ ${name}`);
    } catch (error) {
      console.error(`✖ ${name}\n`, error);
      process.exitCode = 1;
    }
  }
  await photograph(browser, folder);
  console.log(`Screenshots: ${folder}`);
  await browser.close();
} catch (error) {
  if (!(error instanceof NoBrowserError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
