import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { freePort } from '@docket/runtime/embedded/ports';
import { startBalancer, type Balancer } from '@docket/testing/balancer';
import { startBrowser } from '@docket/testing/browser';
import { makeProblem } from '@docket/testing/builders';
import { createTestDatabase } from '@docket/testing/database';
import { createInstallation, type Installation } from '@docket/testing/installation';
import type { SpawnedService } from '@docket/testing/service';

const SUM = 'a, b = map(int, input().split())\nprint(a + b)\n';

let docket: Installation;
let gateways: SpawnedService[];
let balancer: Balancer;
let browser: Browser;
let baseUrl: string;
let pages: Page[] = [];
let accounts = 0;

beforeAll(async () => {
  docket = await createInstallation(await createTestDatabase());
  const ports = [await freePort(), await freePort()];
  balancer = await startBalancer(ports);
  const [api, first, second] = await Promise.all([
    docket.start('api', {
      REALTIME_PUBLIC_URL: `ws://127.0.0.1:${balancer.port}/connection/websocket`,
      DISABLE_THROTTLE: '1',
    }),
    docket.start('realtime', { REALTIME_PORT: String(ports[0]) }),
    docket.start('realtime', { REALTIME_PORT: String(ports[1]) }),
    docket.start('worker', { LEASE_SECONDS: '2' }),
  ]);
  baseUrl = api.url;
  gateways = [first, second];
  browser = await startBrowser();
});

afterEach(async () => {
  await Promise.all(pages.map((page) => page.context().close()));
  pages = [];
});

afterAll(async () => {
  await browser.close();
  await balancer.close();
  await docket.dispose();
});

async function openPage(options: { width?: number } = {}): Promise<Page> {
  const context = await browser.newContext({
    baseURL: baseUrl,
    viewport: { width: options.width ?? 1_280, height: 800 },
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  pages.push(page);
  return page;
}

/** Signs up through the form, as a person would. */
async function signUp(page: Page): Promise<string> {
  accounts += 1;
  const username = `person-${accounts}`;
  await page.goto('/signup');
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Email').fill(`${username}@example.test`);
  await page.getByLabel('Password', { exact: true }).fill('correct horse battery');
  await page.getByRole('button', { name: /create account|sign up/i }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/signup'));
  return username;
}

/** Types a program into the editor and submits it with the keyboard. */
async function submitCode(page: Page, slug: string, code: string): Promise<void> {
  await page.goto(`/problems/${slug}`);
  await page.getByLabel('Language').selectOption('python3');
  const editor = page.locator('.cm-content');
  await editor.click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(code);
  await page.keyboard.press('Control+Enter');
}

/** A value that a reload would wipe out. */
async function markPage(page: Page): Promise<void> {
  await page.evaluate(() => Object.assign(globalThis, { marked: true }));
}

function isMarked(page: Page): Promise<boolean> {
  return page.evaluate(() => 'marked' in globalThis);
}

async function verdictOf(page: Page, timeout = 30_000): Promise<string | null> {
  const verdict = page.getByTestId('verdict').filter({ hasNotText: /queue|compiling|running/i });
  await verdict.waitFor({ timeout });
  return verdict.getAttribute('data-verdict');
}

describe('in the browser', () => {
  it('a person signs up, submits and sees the verdict arrive without a reload', async () => {
    const problem = await makeProblem(docket.db);
    const page = await openPage();
    await signUp(page);
    await submitCode(page, problem.slug, SUM);
    await markPage(page);
    expect(await verdictOf(page)).toBe('AC');
    expect(
      await page
        .getByTestId('test-cell')
        .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('data-verdict'))),
    ).toEqual(['AC', 'AC', 'AC']);
    expect(await isMarked(page)).toBe(true);
  });

  it('shows why a program does not compile', async () => {
    const problem = await makeProblem(docket.db);
    const page = await openPage();
    await signUp(page);
    await submitCode(page, problem.slug, 'print(');
    expect(await verdictOf(page)).toBe('CE');
    expect(await page.getByText('SyntaxError').first().isVisible()).toBe(true);
  });

  it('shows the right state after a reload in mid-judging, and goes on live', async () => {
    const problem = await makeProblem(docket.db, {
      tests: Array.from({ length: 8 }, (_, n) => ({ input: `${n} 1\n`, answer: `${n + 1}\n` })),
    });
    const page = await openPage();
    await signUp(page);
    await submitCode(page, problem.slug, `import time\ntime.sleep(0.4)\n${SUM}`);
    await page.locator('[data-testid="test-cell"][data-verdict="AC"]').nth(1).waitFor();
    const { rows } = await docket.db.pool.query<{ id: string }>('SELECT id FROM submissions ORDER BY id DESC LIMIT 1');
    await page.goto(`/submissions/${rows[0]?.id}`);
    await page.locator('[data-testid="test-cell"][data-verdict="AC"]').nth(1).waitFor();
    await page.reload();
    await markPage(page);
    expect(await verdictOf(page)).toBe('AC');
    expect(await isMarked(page)).toBe(true);
    expect(await page.locator('[data-testid="test-cell"][data-verdict="AC"]').count()).toBe(8);
  });

  it('ends with the whole story though the gateway is killed in the middle', async () => {
    const problem = await makeProblem(docket.db, {
      tests: Array.from({ length: 10 }, (_, n) => ({ input: `${n} 1\n`, answer: `${n + 1}\n` })),
    });
    const page = await openPage({ width: 390 });
    await signUp(page);
    await page.goto(`/problems/${problem.slug}`);
    await page.getByRole('tab', { name: /code/i }).click();
    await page.getByLabel('Language').selectOption('python3');
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(`import time\ntime.sleep(0.4)\n${SUM}`);
    await page.keyboard.press('Control+Enter');
    await markPage(page);
    await page.locator('[data-testid="test-cell"][data-verdict="AC"]').nth(2).waitFor();
    const victims = gateways.splice(0, 1);
    await Promise.all(victims.map((gateway) => gateway.kill()));
    expect(await verdictOf(page)).toBe('AC');
    expect(await page.locator('[data-testid="test-cell"][data-verdict="AC"]').count()).toBe(10);
    expect(await isMarked(page)).toBe(true);
  });
});
