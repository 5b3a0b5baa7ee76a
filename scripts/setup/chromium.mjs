import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { NODE, ROOT } from './paths.mjs';
import { aptInstall, aptObstacle } from './debian.mjs';
import { execute } from './exec.mjs';
import { say } from './say.mjs';
import { distribution } from './system.mjs';

/** Whole ones: the headless shell, which most tests are faster with, knows no notifications. */
const CANDIDATES = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
];

/** Playwright's own copy. */
function downloaded() {
  const cache = process.env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), '.cache/ms-playwright');
  return existsSync(cache) && readdirSync(cache).some((name) => name.startsWith('chromium'));
}

const present = () => Boolean(process.env.CHROMIUM_PATH) || CANDIDATES.some((path) => existsSync(path)) || downloaded();

// Ubuntu's package is a door to a snap, which does not open in containers.
const fromPlaywright = () => distribution() === 'ubuntu';

export const chromium = {
  id: 'chromium',
  title: 'Chromium',
  missing: () =>
    present()
      ? []
      : [
          fromPlaywright()
            ? 'Chromium (browser tests), with Playwright'
            : 'Debian packages chromium and chromium-headless-shell (browser tests), with apt-get',
        ],
  obstacle: aptObstacle,
  install() {
    if (!fromPlaywright()) return aptInstall(['chromium', 'chromium-headless-shell']);
    const arguments_ = [`${ROOT}/node_modules/playwright-core/cli.js`, 'install', '--with-deps', 'chromium'];
    // The other tests need no browser, so they run all the same; those that do will say what is missing.
    if (!execute(NODE, arguments_, { mayFail: true }))
      say('Chromium could not be fetched. Install one and set CHROMIUM_PATH to it; the browser tests fail until then.');
    return undefined;
  },
};
