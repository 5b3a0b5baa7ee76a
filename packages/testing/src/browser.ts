import { existsSync } from 'node:fs';
import { inheritedEnvironment } from '@docket/runtime/env';
import { chromium, type Browser } from 'playwright-core';

/** Where a Chromium may be; the set-up sees to it that there is one. `CHROMIUM_PATH` names another. */
const PLACES = ['/usr/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable', '/snap/bin/chromium'];

/** Root has no sandbox of Chromium's own; the rest keeps it from talking to anybody but the page under test. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a headless Chromium, one for a test file. Without one on the machine it is Playwright's own download. */
export function launchBrowser(): Promise<Browser> {
  const path = inheritedEnvironment()['CHROMIUM_PATH'] ?? PLACES.find((place) => existsSync(place));
  return chromium.launch({ args: FLAGS, ...(path === undefined ? {} : { executablePath: path }) });
}
