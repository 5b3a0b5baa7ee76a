import { confirmForBuyer } from '@docket/testing/confirm-booking';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, inject } from 'vitest';
import { startBrowser } from '@docket/testing/browser';
import { closeDb, openDb } from '@docket/testing/builders';
import { newId } from '@docket/runtime/id';
import { createTestDatabase } from '@docket/testing/database';
import { ADMIN, createInstallation, type Installation } from '@docket/testing/installation';
import type { SharedStack } from './shared-stack.ts';

/** Reads two numbers and prints their sum. */
export const SUM = 'a, b = map(int, input().split())\nprint(a + b)\n';

type Look = {
  readonly width?: number;
  readonly height?: number;
  readonly touch?: boolean;
  /** With the service worker, which takes requests away from `page.route`. */
  readonly worker?: boolean;
  /** In a whole browser, with notifications, which the headless shell has not. */
  readonly whole?: boolean;
  /** Opened by another name of this machine, such as `localhost`: to a browser that is another site. */
  readonly host?: string;
};

/** An installation with a browser before it. */
export type Stage = {
  readonly docket: Pick<Installation, 'db' | 'env'>;
  readonly baseUrl: string;
  /** `touch` makes it a phone: fingers instead of a mouse. The page is closed when the test ends. */
  openPage(look?: Look): Promise<Page>;
};

type Standing = {
  readonly docket: Pick<Installation, 'db' | 'env'>;
  readonly baseUrl: string;
  readonly browser: Browser;
  dispose(): Promise<void>;
};

/** The installation that all files share; every test makes its own users, problems and shows in it. */
async function takeShared(): Promise<Standing> {
  const { databaseUrl, baseUrl, env }: SharedStack = inject('stack');
  const browser = await startBrowser();
  const db = openDb(databaseUrl);
  return {
    docket: { db, env },
    baseUrl,
    browser,
    async dispose() {
      await browser.close();
      await closeDb(db);
    },
  };
}

/** One of the file's own, whose services it may kill. */
async function setUpOwn(start: (docket: Installation) => Promise<string>): Promise<Standing> {
  const docket = await createInstallation(await createTestDatabase());
  const [baseUrl, browser] = await Promise.all([start(docket), startBrowser()]);
  return {
    docket,
    baseUrl,
    browser,
    async dispose() {
      await browser.close();
      await docket.dispose();
    },
  };
}

/**
 * Sets the stage for the tests of a file, and takes it down after them.
 * @param start for a file that needs an installation of its own: starts the services and returns the address of the API
 */
export function setStage(start?: (docket: Installation) => Promise<string>): Stage {
  let set: Standing | undefined;
  let pages: Page[] = [];
  let whole: Promise<Browser> | undefined;

  beforeAll(async () => {
    set = await (start === undefined ? takeShared() : setUpOwn(start));
  });
  afterEach(async () => {
    await Promise.all(pages.map((page) => page.context().close()));
    pages = [];
  });
  afterAll(async () => {
    await (await whole)?.close();
    await set?.dispose();
  });

  function standing(): Standing {
    if (set === undefined) throw new Error('the stage stands while tests run, and not before');
    return set;
  }

  return {
    get docket() {
      return standing().docket;
    },
    get baseUrl() {
      return standing().baseUrl;
    },
    async openPage(look = {}) {
      const { baseUrl } = standing();
      const browser = look.whole === true ? await (whole ??= startBrowser({ whole: true })) : standing().browser;
      const address = new URL(baseUrl);
      if (look.host !== undefined) address.hostname = look.host;
      const context = await browser.newContext({
        baseURL: address.origin,
        viewport: { width: look.width ?? 1_280, height: look.height ?? 800 },
        serviceWorkers: look.worker === true ? 'allow' : 'block',
        ...(look.touch === true ? { hasTouch: true, isMobile: true } : {}),
      });
      const page = await context.newPage();
      page.setDefaultTimeout(30_000);
      pages.push(page);
      return page;
    },
  };
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe holds against the page as it is now, without its notes of minor weight: rule, and where. Text that fades in
 * would be measured half there, so animations are ended first.
 */
export async function accessibilityFindings(page: Page, rules: 'all' | 'colours' = 'all'): Promise<string[]> {
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) {
      // One without an end cannot be finished.
      if (animation.effect?.getComputedTiming().endTime === Infinity) animation.cancel();
      else animation.finish();
    }
  });
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  const options: RunOptions = {
    resultTypes: ['violations'],
    ...(rules === 'colours' ? { runOnly: { type: 'rule', values: ['color-contrast'] } } : {}),
  };
  const { violations } = await page.evaluate<AxeResults, RunOptions>(
    (how) => (globalThis as unknown as { axe: { run(how: RunOptions): Promise<AxeResults> } }).axe.run(how),
    options,
  );
  return violations
    .filter((finding) => finding.impact !== 'minor')
    .flatMap((finding) =>
      finding.nodes.map(
        (node) => `${finding.id} (${finding.impact}): ${node.html.slice(0, 160)} ${node.failureSummary}`,
      ),
    );
}

const THEMES = ['light', 'dark'] as const;
export const SIZES = [
  { width: 1_440, height: 900 },
  { width: 390, height: 844 },
] as const;

/** Looks at the page as it stands with axe: in both themes, of which the second can only differ in its colours, on a wide screen and on a phone. */
export async function findings(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const size of SIZES) {
    await page.setViewportSize(size);
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme });
      for (const one of await accessibilityFindings(page, colorScheme === THEMES[0] ? 'all' : 'colours'))
        found.push(`${size.width} ${colorScheme} ${one}`);
    }
  }
  await page.setViewportSize(SIZES[0]);
  return found;
}

/** Signs up through the form, as a person would. */
export async function signUp(page: Page, username = `person-${newId().slice(-12)}`): Promise<string> {
  await page.goto('/signup');
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Email').fill(`${username}@example.test`);
  await page.getByLabel('Password', { exact: true }).fill('correct horse battery');
  await page.getByRole('button', { name: /create account|sign up/i }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/signup'));
  return username;
}

export async function logIn(page: Page, username: string, password: string): Promise<void> {
  await page.goto('/login');
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/login'));
}

export function logInAsAdmin(page: Page): Promise<void> {
  return logIn(page, ADMIN.username, ADMIN.password);
}

/** A page of somebody who has just signed up. */
export async function openAsMember(stage: Stage, look?: Look): Promise<Page> {
  const page = await stage.openPage(look);
  await signUp(page);
  return page;
}

export async function openAsAdmin(stage: Stage): Promise<Page> {
  const page = await stage.openPage();
  await logInAsAdmin(page);
  return page;
}

/** Goes to an address and waits until all of the page is there. */
export async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
  await page.waitForLoadState('networkidle');
}

/** Chooses from the list, or types where there are so many languages that it is searched. */
export async function choosePython(page: Page): Promise<void> {
  // By role: the text of the label around a select is, to a locator by label, that of all its options too.
  const picker = page.getByRole('combobox', { name: 'Language', exact: true });
  await picker.waitFor();
  if ((await picker.evaluate((element) => element.tagName)) === 'SELECT') {
    await picker.selectOption('python3');
    return;
  }
  await picker.click();
  await picker.fill('python3');
  await picker.press('Enter');
}

/** Puts a program into the editor that is in front. */
export async function typeCode(page: Page, code: string): Promise<void> {
  await choosePython(page);
  await page.locator('.cm-content:visible').click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(code);
}

/** Types a program into the editor and submits it with the keyboard. */
export async function submitCode(page: Page, slug: string, code: string): Promise<void> {
  await page.goto(`/problems/${slug}`);
  await typeCode(page, code);
  await page.keyboard.press('Control+Enter');
}

/** A value that a reload would wipe out. */
export async function markPage(page: Page): Promise<void> {
  await page.evaluate(() => Object.assign(globalThis, { marked: true }));
}

export function isMarked(page: Page): Promise<boolean> {
  return page.evaluate(() => 'marked' in globalThis);
}

export async function verdictOf(page: Page, timeout = 30_000): Promise<string | null> {
  const verdict = page.getByTestId('verdict').filter({ hasNotText: /queue|compiling|running/i });
  await verdict.waitFor({ timeout });
  return verdict.getAttribute('data-verdict');
}

/** What the booking on the page costs is paid, as far as the page can tell: it hears that it is confirmed. @returns the booking's id */
export async function confirmHeld(
  { docket }: { readonly docket: Pick<Installation, 'db'> },
  page: Page,
): Promise<string> {
  await page.getByRole('link', { name: /^Pay/ }).waitFor();
  const bookingId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  await confirmForBuyer(docket.db, bookingId);
  return bookingId;
}
