import { existsSync } from 'node:fs';
import { inheritedEnvironment } from '@docket/runtime/env';
import { chromium, type Browser } from 'playwright-core';

/** Without windows it renders the same in half the time, but has no notifications. */
const SHELL = '/usr/bin/chromium-headless-shell';

/** Where Debian puts it, where people do, and Playwright's own download, which the set-up falls back on. */
function places(whole: boolean): string[] {
  const named = inheritedEnvironment()['CHROMIUM_PATH'];
  const usual = [
    ...(whole ? [] : [SHELL]),
    '/usr/bin/chromium',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/snap/bin/chromium',
    chromium.executablePath(),
  ];
  return named === undefined ? usual : [named];
}

/**
 * The machine's own Chromium, headless, with an empty profile and nothing that calls out.
 * @param whole with all that a browser with windows has, as notifications @throws when there is none, with what to install.
 */
export async function startBrowser({ whole = false } = {}): Promise<Browser> {
  const executablePath = places(whole).find((place) => existsSync(place));
  if (executablePath === undefined)
    throw new Error(`no Chromium at ${places(whole).join(', ')}; install one, or name it in CHROMIUM_PATH`);
  return chromium.launch({
    executablePath,
    args: [
      // Root in a container has no user namespace sandbox; the pages shown are our own.
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
