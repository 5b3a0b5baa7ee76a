import { makeProblem } from '@docket/testing/builders';
import { newId } from '@docket/runtime/id';
import { expect, it } from 'vitest';
import { accessibilityFindings, openAsMember, setStage, SUM, submitCode, verdictOf } from './support.ts';

const stage = setStage();

it('practises: hints one by one, a guarded editorial, a note, a list, a solution that is told live, and two attempts compared', async () => {
  const { problemId, slug } = await makeProblem(stage.docket.db);
  const title = `Practice ${newId().slice(-8)}`;
  await stage.docket.db.pool.query('UPDATE problems SET title = $2 WHERE id = $1', [problemId, title]);
  await stage.docket.db.pool.query(
    `INSERT INTO problem_texts (problem_id, version, kind, ordinal, language, markdown) VALUES
       ($1, 1, 'hint', 1, 'en', 'Read both.'), ($1, 1, 'hint', 2, 'en', 'Add **both**. <img src=x onerror="document.title=1">'), ($1, 1, 'editorial', 1, 'en', 'It is $a + b$.')`,
    [problemId],
  );
  const page = await openAsMember(stage, { width: 1_280, height: 900 });
  await page.goto(`/problems/${slug}`);
  const help = page.locator('#problem-panel-statement');
  await help.getByRole('button', { name: 'Show a hint (2 in all)' }).click();
  await help.getByText('Read both.').waitFor();
  expect(await help.getByText('Add both.').count()).toBe(0);
  await help.getByRole('button', { name: 'Show hint 2 of 2' }).click();
  await help.getByText('Add both.').waitFor();
  // Sanitised as statements are.
  expect(await help.locator('img').count()).toBe(0);

  await help.getByRole('button', { name: 'Show the editorial' }).click();
  const dialog = page.getByRole('dialog', { name: 'You have not solved this yet' });
  await dialog.getByRole('button', { name: 'Keep trying' }).click();
  await dialog.waitFor({ state: 'hidden' });
  expect(await help.locator('.katex').count()).toBe(0);

  await help.getByRole('textbox', { name: 'Your note' }).fill('Mind the sign.');
  await help.getByRole('button', { name: 'Save the note' }).click();
  await help.getByText('Saved', { exact: true }).waitFor();
  const star = help.getByRole('button', { name: 'Favourite' });
  await star.click();
  await expect.poll(() => star.getAttribute('aria-pressed')).toBe('true');

  await submitCode(page, slug, SUM.replace('+', '-'));
  expect(await verdictOf(page)).toBe('WA');
  await submitCode(page, slug, SUM);
  expect(await verdictOf(page)).toBe('AC');
  // Solved, nobody is asked any more; the note is still there, and one's own place is drawn.
  await page.goto(`/problems/${slug}`);
  await help.getByRole('button', { name: 'Show the editorial' }).click();
  await help.locator('.katex').first().waitFor();
  expect(await help.getByRole('textbox', { name: 'Your note' }).inputValue()).toBe('Mind the sign.');
  await help.getByRole('combobox', { name: 'Language of the figures' }).selectOption('python3');
  await help.getByRole('img', { name: /^Run times of the best accepted submissions of 1 person/ }).waitFor();
  await help.getByRole('img', { name: /^Memory of the best/ }).waitFor();
  expect(await accessibilityFindings(page)).toEqual([]);

  // Somebody who is not logged in has the discussion open, and sees that a solution comes, but not what it says.
  const guest = await stage.openPage({ width: 390 });
  await guest.goto(`/problems/${slug}/discussion`);
  await guest.getByText('Nobody has said anything yet').waitFor();
  await help.getByRole('link', { name: 'Discussion' }).click();
  await page.getByRole('button', { name: 'Write something' }).click();
  await page.getByText('My solution').click();
  await page.getByRole('textbox', { name: 'Title' }).fill('In one line');
  await page.getByRole('textbox', { name: 'Text' }).fill('Simply `a + b`.');
  await page.getByRole('button', { name: 'Share the solution' }).click();
  await guest.getByRole('link', { name: 'In one line' }).click();
  await guest.getByText('This gives away how the problem is solved').waitFor();
  expect(await guest.getByText('Simply').count()).toBe(0);
  await guest.getByRole('button', { name: 'Show it all the same' }).click();
  await guest.getByText('Simply').waitFor();
  expect(await accessibilityFindings(guest)).toEqual([]);
  await page.getByRole('link', { name: 'In one line' }).click();
  await page.getByRole('textbox', { name: 'Your reply' }).fill('In Python, that is.');
  await page.getByRole('button', { name: 'Reply' }).click();
  await guest.getByText('In Python, that is.').waitFor();

  await page.goto('/practice');
  await page.getByRole('region', { name: 'Favourites' }).getByRole('link', { name: title }).waitFor();
  await page.getByRole('region', { name: 'Problem of the day' }).getByText('In a row').waitFor();
  await page.getByRole('button', { name: 'New list' }).click();
  await page.getByRole('textbox', { name: 'Title' }).fill('For Monday');
  await page.getByRole('button', { name: 'Make the list' }).click();
  await page.getByRole('heading', { name: 'For Monday' }).waitFor();
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('textbox', { name: 'Problems' }).fill(slug);
  await page.getByRole('button', { name: 'Keep the changes' }).click();
  await page.getByText('1 of 1').waitFor();
  await page.getByRole('button', { name: 'Next unsolved' }).click();
  await page.getByText('Nothing is left unsolved here.').waitFor();
  expect(await accessibilityFindings(page)).toEqual([]);

  await page.goto(`/submissions?problemId=${problemId}`);
  await page.locator('#main li a').first().click();
  await page.getByRole('link', { name: 'Compare' }).click();
  await page.getByRole('combobox', { name: 'Before' }).selectOption({ index: 2 });
  await page.getByRole('row', { name: /taken out:\s*print\(a - b\)/ }).waitFor();
  await page.getByRole('row', { name: /added:\s*print\(a \+ b\)/ }).waitFor();
  expect(await accessibilityFindings(page)).toEqual([]);
});
