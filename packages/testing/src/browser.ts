import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Where Debian and Ubuntu put it, and where people do. */
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * The machine's own Chromium, headless, with an empty profile and nothing that calls out.
 * @throws when there is none, with what to install.
 */
export async function startBrowser(): Promise<Browser> {
  const executablePath = PLACES.find((place) => existsSync(place));
  if (executablePath === undefined)
    throw new Error(`no Chromium at ${PLACES.join(', ')}; 'apt-get install chromium' brings one`);
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
