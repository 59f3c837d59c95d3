import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { type Browser, launch } from 'puppeteer-core';

/** Where Debian and its kin install Chromium, and Chrome is found beside it. */
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** How long apt-get may take, in milliseconds: without a network it tries for minutes. */
const INSTALLED_WITHIN = 180_000;

/** The machine has no browser that starts, and none can be installed. */
export class NoBrowserError extends Error {
  override readonly name = 'NoBrowserError';
}

/** Chromium's sandbox needs what root and many containers do not have, and the pages are our own; nor is /dev/shm large there. */
const ARGUMENTS = ['--no-sandbox', '--disable-dev-shm-usage'];

/**
 * Starts Chromium without a window; installs Debian's first where it is missing and we may.
 * @throws {NoBrowserError} it is missing and cannot be installed, or does not start
 */
export async function startChromium(): Promise<Browser> {
  const executablePath = installed() ?? install();
  try {
    return await launch({ executablePath, args: ARGUMENTS, headless: true });
  } catch (error) {
    const [line] = String(error).split('\n');
    throw new NoBrowserError(
      `The page was not tried in a browser: ${executablePath} does not start. ${line}`,
    );
  }
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
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    for (const words of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']])
      spawnSync('apt-get', ['-qq', ...words], { env, stdio: 'ignore', timeout: INSTALLED_WITHIN });
  }
  const path = installed();
  if (path !== undefined) return path;
  throw new NoBrowserError(
    'The page was not tried in a browser: Chromium is missing. Install it (on Debian: apt-get install chromium), or name a Chromium or Chrome in the environment variable CHROMIUM.',
  );
}
