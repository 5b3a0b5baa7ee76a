import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { freePort } from '@docket/runtime/embedded/ports';
import { makeProblem } from '@docket/testing/builders';
import { importExample, importPackage } from '@docket/testing/packages';
import { spawnService } from '@docket/testing/service';
import { open, openAsAdmin, openAsMember, setStage, submitCode, SUM, typeCode, verdictOf } from './support.ts';

const stage = setStage();

/** Right where nothing is lost. */
const WHOLE_ROW = 'input()\nprint(sum(map(int, input().split())))\n';
const BISECTION = `low, high = 1, int(input())
while True:
    middle = (low + high) // 2
    print(middle, flush=True)
    said = input()
    if said == "here":
        break
    if said == "left":
        high = middle - 1
    else:
        low = middle + 1
`;

describe('a statement', () => {
  it('shows the conversations of its samples, pass by pass, in place of what the judge holds', async () => {
    const problem = await importExample(stage.docket.db, 'whisper');
    const page = await openAsMember(stage);
    await page.goto(`/problems/${problem.slug}`);
    const conversation = page.getByRole('group', { name: 'The conversation of sample 1' });
    await conversation.waitFor();
    const lists = await conversation.getByRole('list').all();
    const said = await Promise.all(
      lists.map(async (list) => [
        await list.locator('[data-speaker=judge]').allTextContents(),
        await list.locator('[data-speaker=program]').allTextContents(),
      ]),
    );
    expect(said).toEqual([
      [['The judgespeak', 'The judge5'], ['Your programacab']],
      [['The judgelisten', 'The judgeacab'], ['Your program5']],
    ]);
    expect(await conversation.getByText(/^Pass \d$/).allTextContents()).toEqual(['Pass 1', 'Pass 2']);
    expect(await page.getByRole('region', { name: 'Samples' }).getByRole('heading', { name: 'Input' }).count()).toBe(0);
  });
});

describe('a submission', () => {
  it('shows its points by subtask', async () => {
    const problem = await importExample(stage.docket.db, 'bestrow');
    const page = await openAsMember(stage);
    await submitCode(page, problem.slug, WHOLE_ROW);
    expect(await verdictOf(page)).toBe('WA');
    const subtasks = page.getByRole('list', { name: 'Subtasks' }).getByRole('listitem');
    await subtasks.nth(1).waitFor();
    const texts = await subtasks.allTextContents();
    expect(texts.length).toBeGreaterThan(1);
    expect(texts.filter((text) => text.includes('Accepted')).length).toBeGreaterThan(0);
    expect(texts.filter((text) => text.includes('Wrong answer')).length).toBeGreaterThan(0);
    expect(await page.getByRole('article', { name: 'Verdict' }).textContent()).toMatch(/Score30 of 100/);
  });

  it('of an interactive problem shows the conversation, turn by turn', async () => {
    const problem = await importPackage(stage.docket.db, 'talk', {
      'problem.yaml': 'problem_format_version: 2025-09\nname: Talk\ntype: interactive\nlimits: {time_limit: 1}\n',
      'output_validator/talk.py':
        'import sys\nprint(open(sys.argv[1]).read(), end="", flush=True)\nfirst = input()\nprint("and again", flush=True)\nsys.exit(42 if input() == first == open(sys.argv[2]).read().strip() else 43)\n',
    });
    const page = await openAsMember(stage);
    await submitCode(
      page,
      problem.slug,
      'n = sum(map(int, input().split()))\nprint(n, flush=True)\ninput()\nprint(n + 1)',
    );
    expect(await verdictOf(page)).toBe('WA');
    const turns = page.getByTestId('transcript').getByRole('listitem');
    // The conversation is read after the verdict has come.
    await turns.nth(3).waitFor();
    expect(
      await turns.evaluateAll((items) => items.map((item) => [item.dataset['speaker'], item.lastChild?.textContent])),
    ).toEqual([
      ['judge', '1 2'],
      ['program', '3'],
      ['judge', 'and again'],
      ['program', '4'],
    ]);
  });

  it('judged with a broken package costs its author nothing, and the setter is told where to look', async () => {
    const problem = await importPackage(stage.docket.db, 'broken', {
      'output_validator/check.py': 'raise ValueError("the answer is 3")\n',
    });
    const page = await openAsMember(stage);
    await submitCode(page, problem.slug, SUM);
    expect(await verdictOf(page)).toBe('IE');
    expect(await page.getByRole('article', { name: 'Verdict' }).textContent()).toContain('This attempt does not count');
    expect(await page.getByTestId('faults').count()).toBe(0);

    const admin = await openAsAdmin(stage);
    await admin.goto(`/problems/${problem.slug}`);
    const faults = admin.getByTestId('faults');
    await faults.waitFor();
    expect(await faults.textContent()).toMatch(/1 fault .*output_validator\/check\.py.*the answer is 3/s);
    await faults.getByRole('link', { name: 'the submission' }).click();
    await admin.locator('[data-testid="verdict"][data-verdict="IE"]').waitFor();
    await admin.goto('/admin/problems');
    await admin.getByLabel('Whose').selectOption('everybody');
    await admin.getByLabel('Search').fill(problem.slug);
    const found = admin.getByTestId('set-problem').filter({ hasText: problem.slug }).getByTestId('found-faults');
    await found.getByText('1 fault found').click();
    await found.getByText('the answer is 3').waitFor();
  });

  it('is told of when its author has gone elsewhere', async () => {
    const problem = await makeProblem(stage.docket.db, {
      tests: Array.from({ length: 8 }, (_, n) => ({ input: `${n} 1\n`, answer: `${n + 1}\n` })),
    });
    const page = await openAsMember(stage);
    await submitCode(page, problem.slug, `import time\ntime.sleep(1.2)\n${SUM}`);
    await page.locator('[data-testid="test-cell"][data-verdict="AC"]').first().waitFor();
    await page.getByRole('link', { name: 'Problems' }).click();
    const news = page.getByTestId('toast');
    await news.waitFor({ timeout: 30_000 });
    expect(await news.textContent()).toContain(`Problem ${problem.slug}: Accepted`);
    await news.getByRole('link').click();
    expect(await verdictOf(page)).toBe('AC');
  });
});

describe('the fleet', () => {
  it('shows a worker that took itself out of rotation, and why', async () => {
    const admin = await openAsAdmin(stage);
    await admin.goto('/admin/workers');
    const cards = admin.getByTestId('worker');
    await cards.getByText('all caught').waitFor();
    expect(await cards.getByRole('alert').count()).toBe(0);

    const port = await freePort();
    const leaky = await spawnService('apps/worker/test/leaky-process.ts', {
      port,
      path: '/livez',
      timeoutMs: 60_000,
      env: { ...stage.docket.env, WORKER_PORT: String(port) },
    });
    try {
      const alarm = cards.getByRole('alert');
      await alarm.waitFor();
      expect(await alarm.textContent()).toMatch(/Out of rotation.*memory hog/);
      expect(
        await cards
          .filter({ has: admin.getByRole('alert') })
          .getByText('not caught: memory hog', { exact: true })
          .isVisible(),
      ).toBe(true);
      expect(await admin.getByText('1 of 2').isVisible()).toBe(true);
    } finally {
      await leaky.kill();
    }
  });
});

describe('on a phone', () => {
  const PHONE = { width: 390, height: 844 };

  it('statement, code, console and result are tabs, and one leads to the next', async () => {
    const problem = await makeProblem(stage.docket.db);
    const page = await openAsMember(stage, PHONE);
    await page.goto(`/problems/${problem.slug}`);
    const tab = (name: RegExp) => page.getByRole('tab', { name });
    const chosen = () =>
      page.getByRole('tablist', { name: 'Parts of the problem' }).locator('[aria-selected=true]').textContent();
    await page.getByText('Add the numbers.').waitFor();
    expect(await chosen()).toBe('Statement');
    await tab(/^Code/).click();
    expect(await page.getByText('Add the numbers.').isVisible()).toBe(false);
    // Neither is out of reach of a thumb.
    for (const name of ['Run', 'Submit']) {
      const box = await page.getByRole('button', { name, exact: true }).boundingBox();
      expect(box).not.toBeNull();
      expect(box?.height).toBeGreaterThanOrEqual(40);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(PHONE.width);
    }
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await expect.poll(chosen).toContain('Console');
    await tab(/^Code/).click();
    await page.getByRole('button', { name: 'Submit', exact: true }).click();
    await expect.poll(chosen).toContain('Result');
    await verdictOf(page);
  });

  it('no page is wider than the screen', async () => {
    const problem = await importExample(stage.docket.db, 'lostcoin');
    const page = await openAsMember(stage, PHONE);
    await submitFromPhone(page, problem.slug);
    await verdictOf(page);
    const submission = new URL(page.url()).searchParams.get('submission');
    expect(submission).not.toBeNull();
    const addresses = [
      '/',
      '/problems',
      `/problems/${problem.slug}`,
      '/submissions',
      `/submissions/${submission}`,
      '/profile',
      '/no-such-page',
    ];
    for (const address of addresses) {
      await open(page, address);
      expect([address, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([
        address,
        PHONE.width,
      ]);
    }
  });

  async function submitFromPhone(page: Page, slug: string): Promise<void> {
    await page.goto(`/problems/${slug}`);
    await page.getByRole('tab', { name: /^Code/ }).click();
    await typeCode(page, BISECTION);
    await page.keyboard.press('Control+Enter');
  }
});

describe('the editor', () => {
  it('keeps the draft and says so, and remembers how its person likes it', async () => {
    const problem = await makeProblem(stage.docket.db);
    const page = await openAsMember(stage);
    await page.goto(`/problems/${problem.slug}`);
    await page.locator('[data-testid="draft"][data-state="template"]').waitFor();
    await typeCode(page, SUM);
    await page.locator('[data-testid="draft"][data-state="saved"]').waitFor();
    await page.getByRole('button', { name: 'Editor settings' }).click();
    await page.getByRole('group', { name: 'Text size' }).getByText('18').click();
    await page.getByRole('group', { name: 'Keys' }).getByText('Vim').click();
    await page.keyboard.press('Escape');
    await page.reload();
    const editor = page.locator('.cm-content:visible');
    await editor.getByText('map', { exact: false }).first().waitFor();
    expect(await editor.evaluate((element) => getComputedStyle(element).fontSize)).toBe('18px');
    // In Vim's normal mode, dd takes the line away instead of writing two letters.
    await page.locator('.cm-vim-panel').waitFor();
    await editor.click();
    await page.keyboard.type('ggdd');
    await expect.poll(() => editor.textContent()).toBe('print(a + b)');
  });
});
