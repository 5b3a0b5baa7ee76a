import { makeProblem } from '@docket/testing/builders';
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
