import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { makeProblem } from '@docket/testing/builders';
import { importExample, importPackage, packageZip } from '@docket/testing/packages';
import {
  accessibilityFindings,
  findings,
  logInAsAdmin,
  open,
  openAsAdmin,
  openAsMember,
  setStage,
  signUp,
  SIZES,
  submitCode,
  SUM,
  typeCode,
  verdictOf,
} from './support.ts';

const stage = setStage();

async function submitted(page: Page, slug: string, code: string): Promise<string> {
  await submitCode(page, slug, code);
  await verdictOf(page);
  const id = new URL(page.url()).searchParams.get('submission');
  if (id === null) throw new Error('the address does not name the submission');
  return id;
}

describe('what is loaded', () => {
  const scripts = (page: Page) => {
    const names: string[] = [];
    page.on('request', (request) => void names.push(new URL(request.url()).pathname));
    return names;
  };
  const HEAVY = /code-editor|katex|lang-|problem-page/;

  it('for the list of problems is neither the editor nor what sets statements', async () => {
    const { slug } = await makeProblem(stage.docket.db);
    const page = await stage.openPage();
    const names = scripts(page);
    await open(page, '/problems');
    expect(names.filter((name) => name.endsWith('.js')).length).toBeGreaterThan(2);
    expect(names.filter((name) => HEAVY.test(name))).toEqual([]);
    // The page that needs it does load it.
    await page.goto(`/problems/${slug}`);
    await page.locator('.cm-content').waitFor();
    expect(names.filter((name) => /code-editor/.test(name))).not.toEqual([]);
  });

  it('comes from this server alone', async () => {
    const { slug } = await importExample(stage.docket.db, 'bestrow');
    const page = await stage.openPage();
    const hosts = new Set<string>();
    page.on('request', (request) => hosts.add(new URL(request.url()).host));
    for (const address of ['/', '/problems', `/problems/${slug}`, '/login']) await open(page, address);
    expect([...hosts]).toEqual([new URL(stage.baseUrl).host]);
  });
});

describe('the home page', () => {
  it('says what this is to a stranger, and what was last submitted to who comes back', async () => {
    const { slug } = await makeProblem(stage.docket.db);
    // Narrower, the header keeps the pages of other areas in its menu.
    const page = await stage.openPage({ width: 1_440, height: 900 });
    const heading = page.getByRole('heading', { level: 1 });
    await open(page, '/');
    expect(await heading.textContent()).toBe('Submit a program, book a seat, and watch it happen.');
    const username = await signUp(page);
    await open(page, '/');
    expect(await heading.textContent()).toBe(`Welcome back, ${username}`);
    await page.getByText('You have not submitted anything yet').waitFor();
    const id = await submitted(page, slug, SUM);
    await open(page, '/');
    const latest = page.getByRole('region', { name: 'Your latest submissions' });
    await latest.locator(`a[href="/submissions/${id}"]`).waitFor();
    await page.getByRole('link', { name: 'My bookings' }).first().waitFor();
    expect(await findings(page)).toEqual([]);
  });
});

describe('the API reference', () => {
  it('has every operation at an address of its own, and sends what one tries', async () => {
    const { slug } = await makeProblem(stage.docket.db);
    const page = await stage.openPage({ width: 1_440, height: 900 });
    await signUp(page);
    await open(page, '/docs');
    await page.getByRole('heading', { level: 1, name: 'API reference' }).waitFor();
    const document = await (await fetch(`${stage.baseUrl}/openapi.json`)).json();
    const operations = Object.values(Object(Object(document).paths)).flatMap((methods) => Object.keys(Object(methods)));
    expect(await page.getByRole('article').count()).toBe(operations.length);
    await page.getByRole('button', { name: 'Try it GET /problems/{slug}', exact: true }).click();
    const form = page.getByRole('form', { name: 'Try GET /problems/{slug}', exact: true });
    await form.getByLabel('slug').fill(slug);
    await form.getByRole('button', { name: 'Send' }).click();
    await form.getByText('200', { exact: true }).waitFor();
    expect(await form.getByTestId('answer').textContent()).toContain(`"slug": "${slug}"`);
    // As whoever is logged in, and under a key of its own.
    await page.getByRole('button', { name: 'Try it GET /profile', exact: true }).click();
    const own = page.getByRole('form', { name: 'Try GET /profile', exact: true });
    await own.getByRole('button', { name: 'Send' }).click();
    await own.getByText('200', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Try it POST /submissions', exact: true }).click();
    expect(await page.getByLabel('Idempotency-Key').inputValue()).toMatch(/^[\da-f-]{32,36}$/);
    const twice = await page.evaluate(() => {
      const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
      return ids.filter((id, index) => ids.indexOf(id) !== index);
    });
    expect(twice).toEqual([]);
    // Operations are drawn by one component: axe looks at a few of the hundreds, and at those that are tried.
    const left = await page.evaluate(() => {
      for (const [index, article] of [...document.querySelectorAll('article')].entries())
        if (index >= 20 && article.querySelector('form') === null) article.remove();
      return document.querySelectorAll('article').length;
    });
    expect(left).toBeGreaterThan(20);
    expect(await findings(page)).toEqual([]);
  }, 480_000);

  it.each([320, 390])('leads from an error to what it means, also at %i px', async (width) => {
    const page = await stage.openPage({ width, height: 800 });
    await open(page, '/docs#error-queue_full');
    const row = page.locator('#error-queue_full');
    await row.getByText('The queue is full').waitFor();
    await expect.poll(() => row.evaluate((one) => one.getBoundingClientRect().top)).toBeLessThan(800);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });
});

describe('the list of problems', () => {
  it('says how many there are before all of them were read', async () => {
    await Promise.all(Array.from({ length: 31 }, () => makeProblem(stage.docket.db)));
    const page = await stage.openPage();
    await open(page, '/problems');
    const { rows } = await stage.docket.db.pool.query<{ count: string }>('SELECT count(*) FROM problems');
    await page.getByText(`${rows[0]?.count} problems`, { exact: true }).waitFor();
  });
});

describe('pages of text and forms', () => {
  it.each([
    ['/profile', 768],
    ['/admin/import', 768],
    ['/login', 448],
  ])('%s is %i pixels wide at most', async (address, width) => {
    const page = await stage.openPage();
    if (address !== '/login') await logInAsAdmin(page);
    await open(page, address);
    const boxes = await page.locator('#main > div').all();
    const widths = await Promise.all(boxes.map((box) => box.boundingBox()));
    expect(widths.map((box) => box?.width)).toEqual([width]);
  });
});

describe('the keyboard', () => {
  it('goes on from the beginning of the page that a link led to', async () => {
    const page = await stage.openPage();
    await open(page, '/problems');
    await page.getByRole('link', { name: 'Log in' }).click();
    await page.waitForURL('**/login');
    // The focus may come before what the page loads.
    await page.getByLabel('Username').waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('main');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('username');
  });

  it('reaches the content past the header with one key', async () => {
    const page = await stage.openPage();
    await open(page, '/problems');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
  });
});

describe('axe has nothing against', () => {
  it('a page that it has something against? (negative control)', async () => {
    const page = await stage.openPage();
    await open(page, '/login');
    await page.evaluate(() => {
      const button = document.createElement('button');
      button.style.cssText = 'color:#999;background:#aaa';
      const text = document.createElement('p');
      text.textContent = 'hardly to be read';
      text.style.cssText = 'color:#999;background:#aaa';
      document.querySelector('main')?.append(button, text);
    });
    expect((await findings(page)).map((one) => one.split(' ')[2])).toEqual(
      expect.arrayContaining(['button-name', 'color-contrast']),
    );
  });

  it.each(['/', '/problems', '/login', '/signup', '/no-such-page'])('%s, to who is not logged in', async (address) => {
    await makeProblem(stage.docket.db);
    const page = await stage.openPage();
    await open(page, address);
    expect(await findings(page)).toEqual([]);
  });

  it('forms that were filled in wrongly', async () => {
    const page = await stage.openPage();
    await open(page, '/signup');
    await page.getByLabel('Email').fill('nobody');
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.locator('[aria-invalid=true]').first().waitFor();
    expect(await findings(page)).toEqual([]);
    await open(page, '/login');
    await page.getByLabel('Username').fill('nobody');
    await page.getByLabel('Password', { exact: true }).fill('nothing at all');
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.locator('[aria-invalid=true]').first().waitFor();
    expect(await findings(page)).toEqual([]);
  });

  it('the problem page: statement, editor, console and result', async () => {
    const problem = await importExample(stage.docket.db, 'bestrow');
    const page = await openAsMember(stage);
    await open(page, `/problems/${problem.slug}`);
    await typeCode(page, 'input()\nprint(sum(map(int, input().split())))');
    await page.getByRole('button', { name: 'Own input' }).click();
    await page.getByRole('textbox', { name: 'Input' }).fill('1\n1\n');
    await page.keyboard.press("Control+'");
    await page.getByTestId('run-case').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Editor settings' }).click();
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Add a file' }).click();
    await page.getByRole('button', { name: 'Submit', exact: true }).click();
    await verdictOf(page);
    expect(await findings(page)).toEqual([]);
    // On a phone the parts are tabs, and each is looked at in front.
    await page.setViewportSize(SIZES[1]);
    for (const name of [/^Statement/, /^Code/, /^Console/, /^Result/]) {
      await page.getByRole('tab', { name }).click();
      expect(await accessibilityFindings(page)).toEqual([]);
    }
  });

  it('submissions of every verdict, their list and a profile', async () => {
    const [plain, scored] = await Promise.all([
      makeProblem(stage.docket.db),
      importExample(stage.docket.db, 'bestrow'),
    ]);
    const page = await openAsMember(stage);
    const programs = [
      SUM,
      SUM.replace('+', '-'),
      'while True: pass',
      'x = bytearray(10**10)',
      'raise SystemExit(3)',
      'print(',
    ];
    const seen: string[] = [];
    for (const program of programs) seen.push(await submitted(page, plain.slug, program));
    seen.push(await submitted(page, scored.slug, 'input()\nprint(sum(map(int, input().split())))'));
    for (const id of seen) {
      await open(page, `/submissions/${id}`);
      await page.getByRole('group', { name: /^Code of/ }).waitFor();
      expect(await findings(page)).toEqual([]);
    }
    for (const address of ['/submissions', '/submissions?status=OLE', '/profile', '/problems']) {
      await open(page, address);
      expect(await findings(page)).toEqual([]);
    }
    await page.getByRole('button', { name: /^Menu/ }).click();
    expect(await findings(page)).toEqual([]);
  }, 300_000);

  it('what admins see', async () => {
    const problem = await importPackage(stage.docket.db, 'faulty', {
      'output_validator/check.py': 'raise ValueError("the answer is 3")\n',
    });
    const page = await openAsAdmin(stage);
    const submission = await submitted(page, problem.slug, SUM);
    await open(page, `/problems/${problem.slug}`);
    await page.getByTestId('faults').waitFor();
    expect(await findings(page)).toEqual([]);

    await open(page, '/admin/queue');
    await page.getByTestId('queue-class').first().waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Pause' }).click();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Pause' }).click();
    await page.locator('[data-testid="queue-state"][data-state="paused"]').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Resume' }).click();
    await page.locator('[data-testid="queue-state"][data-state="open"]').waitFor();

    await open(page, '/admin/workers');
    await page.getByTestId('worker').first().waitFor();
    expect(await findings(page)).toEqual([]);

    await open(page, '/admin/import');
    await page.getByLabel('Drop problem packages here').setInputFiles([
      { name: 'good.zip', mimeType: 'application/zip', buffer: packageZip('good', { 'generators/x.py': 'pass\n' }) },
      { name: 'broken.zip', mimeType: 'application/zip', buffer: Buffer.from('this is no zip') },
    ]);
    await page.locator('[data-testid="import"][data-state="done"]').waitFor();
    await page.locator('[data-testid="import"][data-state="failed"]').waitFor();
    expect(await findings(page)).toEqual([]);

    await open(page, `/admin/rejudges?submission=${submission}`);
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Start the rejudge' }).click();
    await page.locator('[data-testid="rejudge"][data-status="READY"]').waitFor();
    expect(await findings(page)).toEqual([]);
  }, 300_000);
});
