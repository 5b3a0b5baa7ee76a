import { makeProblem } from '@docket/testing/builders';
import { importExample } from '@docket/testing/examples';
import { describe, expect, it } from 'vitest';
import { openAsMember, setStage, SUM, typeCode, verdictOf } from './support.ts';

const stage = setStage();

describe('the workbench', () => {
  it('shows input and difference of a failed sample without scrolling, and divides as its person likes', async () => {
    const { slug } = await makeProblem(stage.docket.db);
    const page = await openAsMember(stage, { width: 1_280, height: 800 });
    await page.goto(`/problems/${slug}`);
    await typeCode(page, SUM.replace('+', '-'));
    await page.getByRole('button', { name: 'Submit', exact: true }).click();
    expect(await verdictOf(page)).toBe('WA');
    for (const name of ['Input', 'Expected and found']) {
      const box = await page
        .getByRole('region', { name: 'Result' })
        .getByText(name === 'Input' ? /^Input$/ : /^First difference/)
        .boundingBox();
      expect((box?.y ?? 9_999) + (box?.height ?? 0)).toBeLessThan(800);
    }
    const width = () => page.locator('#problem-panel-statement').evaluate((panel) => panel.clientWidth);
    const before = await width();
    const divider = page.getByRole('separator', { name: 'Width of the statement' });
    await divider.focus();
    for (let press = 0; press < 4; press += 1) await page.keyboard.press('Shift+ArrowLeft');
    await expect.poll(width).toBeLessThan(before - 80);
    const narrow = await width();
    await page.reload();
    await expect.poll(width).toBe(narrow);
    await divider.press('Escape');
    await expect.poll(width).toBe(before);
    await page.getByRole('button', { name: 'Fill the window with the editor' }).click();
    const editor = await page.locator('#problem-panel-code').boundingBox();
    expect([editor?.width, editor?.height]).toEqual([1_280, 800]);
  });

  it('says which clock ran out', async () => {
    const { slug } = await makeProblem(stage.docket.db);
    const page = await openAsMember(stage);
    await page.goto(`/problems/${slug}`);
    await typeCode(page, 'import time\ntime.sleep(60)');
    await page.getByRole('button', { name: 'Submit', exact: true }).click();
    expect(await verdictOf(page)).toBe('TLE');
    await page.getByRole('article', { name: 'Verdict' }).getByText('Wall time').waitFor();
  });

  it('marks characters that cannot be seen', async () => {
    const { slug } = await makeProblem(stage.docket.db);
    const page = await openAsMember(stage);
    await page.goto(`/problems/${slug}`);
    await typeCode(page, 'a\u00a0=\u200b1');
    expect(await page.locator('.cm-unseen').allTextContents()).toEqual(['U+00A0', 'U+200B']);
  });
});

describe('a function problem', () => {
  it('begins with code, takes cases by argument, and shows results beside what is expected', async () => {
    const { slug } = await importExample(stage.docket.db, 'pairsum');
    const page = await openAsMember(stage, { width: 1_440, height: 900 });
    await page.goto(`/problems/${slug}`);
    await page.getByText('values = [2,7,11,15]').first().waitFor();
    await page.getByText('def pair_for(self, values: list[int], target: int) -> list[int]:').waitFor();
    await typeCode(
      page,
      'class Solution:\n def pair_for(self, values, target):\n  print("seen")\n  return [0, len(values) - 1]',
    );
    await page.getByRole('button', { name: 'Own input' }).click();
    const [values, target] = [page.getByLabel('values int[]'), page.getByLabel('target int')];
    expect(await values.inputValue()).toBe('[2,7,11,15]');
    await values.fill('[5, 6, "7"]');
    await page.getByText('values[2]: 7 is not a whole number of 32 bits.').waitFor();
    await values.fill('[5, 6, 7]');
    await target.fill('13');
    await page.getByRole('button', { name: 'Run' }).first().click();
    await page.locator('[data-testid=run-status][data-status=DONE]').waitFor({ timeout: 60_000 });
    const result = page.getByTestId('run-case');
    await result.getByText('Not as expected').waitFor();
    expect(await result.getByText('[1,2]').count()).toBeGreaterThan(0);
    await result.getByText('seen').waitFor();
    for (const width of [320, 768, 1_440]) {
      await page.setViewportSize({ width, height: 900 });
      if (width < 1_024) await page.getByRole('tab', { name: 'Console' }).click();
      await result.waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      // oxlint-disable-next-line node/no-process-env -- a switch of the test run
      const folder = process.env['DOCKET_SHOTS'];
      if (folder !== undefined) await page.screenshot({ path: `${folder}/function-${width}.png` });
    }
    await page.getByRole('tab', { name: /Sample 1/ }).click();
    await page.getByRole('button', { name: 'Add to my cases' }).click();
    expect(await page.getByLabel('values int[]').inputValue()).toBe('[2,7,11,15]');
    expect(await page.getByRole('tab', { name: /Own 2/ }).count()).toBe(1);
  });
});

describe('a session', () => {
  it('that was ended elsewhere says so, and leads back; one that was logged out does not', async () => {
    const page = await openAsMember(stage);
    await page.goto('/bookings');
    await page.getByRole('heading', { level: 1, name: 'My bookings' }).waitFor();
    const bar = page.getByTestId('session-ended');
    // A page that nobody has to be logged in for.
    const second = await page.context().newPage();
    await second.goto('/shows');
    await second.getByRole('button', { name: /^Menu of/ }).waitFor();
    const id = await page.evaluate(
      () => (JSON.parse(localStorage.getItem('docket.session') ?? '{}') as { userId: string }).userId,
    );
    await stage.docket.db.pool.query('UPDATE sessions SET revoked_at = now() WHERE user_id = $1', [id]);
    // A server goes on trusting a session for some seconds.
    await expect
      .poll(
        async () => {
          await page.goto('/bookings');
          await page.waitForLoadState('networkidle');
          return page.url();
        },
        { timeout: 30_000, interval: 1_000 },
      )
      .toContain('/login?next=');
    await bar.getByText('Your session has ended').waitFor();
    await second.getByTestId('session-ended').getByText('Your session has ended').waitFor();
    await second.close();
    const other = await openAsMember(stage);
    await other.getByRole('button', { name: /^Menu of/ }).click();
    await other.getByRole('button', { name: 'Log out' }).click();
    await other.getByRole('link', { name: 'Log in' }).first().waitFor();
    expect(await other.getByTestId('session-ended').textContent()).toBe('');
  });
});
