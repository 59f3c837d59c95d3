import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { type Browser, launch } from 'puppeteer-core';

/** Where Debian and its kin install Chromium, and Chrome is found beside it. */
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The machine has no browser, and none can be installed. */
export class NoBrowserError extends Error {
  override readonly name = 'NoBrowserError';
}

/**
 * Starts Chromium without a window; installs Debian's first where it is missing and we may.
 * @throws {NoBrowserError} it is missing and cannot be installed
 */
export function startChromium(): Promise<Browser> {
  const executablePath = installed() ?? install();
  // As root, Chromium's sandbox refuses to start; the pages are our own.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return launch({ executablePath, args, headless: true });
}

const installed = () => [process.env['CHROMIUM'] ?? '', ...PLACES].find(isExecutable);

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function install(): string {
  if (process.getuid?.() === 0) {
    for (const words of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
      spawnSync('apt-get', words, { stdio: ['ignore', 'ignore', 'inherit'] });
    }
  }
  const path = installed();
  if (path !== undefined) return path;
  throw new NoBrowserError(
    'Chromium is missing. Install it (on Debian: apt-get install chromium), or name a Chromium or Chrome in the environment variable CHROMIUM.',
  );
}
