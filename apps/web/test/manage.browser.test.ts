import { describe, expect, it } from 'vitest';
import { makeProblem } from '@docket/testing/builders';
import {
  isMarked,
  markPage,
  openAsAdmin,
  openAsMember,
  setStage,
  submitCode,
  SUM,
  typeCode,
  verdictOf,
} from './support.ts';

const stage = setStage();

describe('the console', () => {
  it('runs on the samples and on own input, and grades nothing', async () => {
    const problem = await makeProblem(stage.docket.db);
    const page = await openAsMember(stage);
    await page.goto(`/problems/${problem.slug}`);
    await page.getByRole('button', { name: 'Own input' }).click();
    await page.getByRole('textbox', { name: 'Input' }).fill('40 2\n');
    await typeCode(page, SUM.replace('+', '-'));
    await page.keyboard.press("Control+'");
    await markPage(page);
    const result = page.getByTestId('run-case');
    await result.waitFor();
    expect(await result.getByText('38').isVisible()).toBe(true);
    await page.getByRole('tab', { name: /^Sample/ }).click();
    expect(await result.getAttribute('data-matches')).toBe('false');
    expect(await result.locator('mark').allTextContents()).toEqual(['3', '-1']);
    expect(await isMarked(page)).toBe(true);
    const { rows } = await stage.docket.db.pool.query('SELECT 1 FROM submissions WHERE problem_id = $1', [
      problem.problemId,
    ]);
    expect(rows).toEqual([]);
    // Own inputs outlive the page.
    await page.reload();
    await page.getByRole('tab', { name: /^Own 1/ }).click();
    expect(await page.getByRole('textbox', { name: 'Input' }).inputValue()).toBe('40 2\n');
  });
});

describe('the pages of an admin', () => {
  it('pause the queue and resume it', async () => {
    const problem = await makeProblem(stage.docket.db);
    const admin = await openAsAdmin(stage);
    await admin.goto('/admin/queue');
    await admin.getByRole('button', { name: 'Pause' }).click();
    await admin.getByLabel('Reason').fill('new tests are coming');
    await admin.getByRole('dialog').getByRole('button', { name: 'Pause' }).click();
    await admin.locator('[data-testid="queue-state"][data-state="paused"]').waitFor();
    expect(await admin.getByText('new tests are coming').isVisible()).toBe(true);

    const page = await openAsMember(stage);
    await submitCode(page, problem.slug, SUM);
    await admin.locator('[data-class="submission"] [data-testid="waiting"]').getByText('1', { exact: true }).waitFor();

    await page.getByText('Next in line, judging is paused.').first().waitFor();

    await admin.getByRole('button', { name: 'Resume' }).click();
    await admin.getByRole('dialog').getByRole('button', { name: 'Resume' }).click();
    await admin.locator('[data-testid="queue-state"][data-state="open"]').waitFor();
    expect(await verdictOf(page)).toBe('AC');
  });

  it('judge again, show what would change, and apply it to open screens', async () => {
    const problem = await makeProblem(stage.docket.db);
    const page = await openAsMember(stage);
    await submitCode(page, problem.slug, SUM);
    expect(await verdictOf(page)).toBe('AC');
    await markPage(page);
    await stage.docket.db.pool.query(
      `UPDATE problem_tests SET answer_hash = input_hash, answer_size = input_size WHERE problem_id = $1 AND ordinal = 3`,
      [problem.problemId],
    );

    const admin = await openAsAdmin(stage);
    await admin.goto(`/admin/rejudges?problem=${problem.slug}`);
    await admin.getByRole('button', { name: 'Start the rejudge' }).click();
    await admin.locator('[data-testid="rejudge"][data-status="READY"]').waitFor();
    expect(await admin.locator('td[data-from="AC"][data-to="WA"]').textContent()).toBe('1');
    expect(await page.getByTestId('verdict').getAttribute('data-verdict')).toBe('AC');

    await admin.getByRole('button', { name: 'Apply' }).click();
    await admin.getByRole('dialog').getByRole('button', { name: 'Apply' }).click();
    await admin.locator('[data-testid="rejudge"][data-status="APPLIED"]').waitFor();
    const { rows } = await stage.docket.db.pool.query<{ status: string }>(
      'SELECT status FROM submissions WHERE problem_id = $1',
      [problem.problemId],
    );
    expect(rows.map((row) => row.status)).toEqual(['WA']);
    await page.locator('[data-testid="verdict"][data-verdict="WA"]').waitFor();
    expect(await isMarked(page)).toBe(true);
  });

  it('say what is wrong with a package that cannot be imported', async () => {
    const admin = await openAsAdmin(stage);
    await admin.goto('/admin/import');
    await admin.getByLabel('Drop problem packages here').setInputFiles({
      name: 'broken.zip',
      mimeType: 'application/zip',
      buffer: Buffer.from('this is no zip'),
    });
    await admin.locator('[data-testid="import"][data-state="failed"]').waitFor();
    expect(await admin.getByRole('alert').textContent()).toMatch(/zip/i);
  });
});
