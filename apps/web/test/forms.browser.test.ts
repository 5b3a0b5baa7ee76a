import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { makeProgramme } from '@docket/testing/programme';
import { logInAsAdmin, open, setStage, signUp } from './support.ts';

const stage = setStage();

/** The name of the field that has the focus, and what is read out with it. */
function focused(page: Page): Promise<{ name: string | null; words: string }> {
  return page.evaluate(() => {
    const field = document.activeElement;
    const ids = field?.getAttribute('aria-describedby')?.split(' ') ?? [];
    return {
      name: field?.getAttribute('name') ?? null,
      words: ids.map((id) => document.getElementById(id)?.textContent).join(' '),
    };
  });
}

it('what the contract does not allow is said beside its field, and the focus goes to the first of them', async () => {
  const page = await stage.openPage();
  await open(page, '/signup');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect.poll(() => focused(page)).toMatchObject({ name: 'username' });
  expect((await focused(page)).words).toContain('Use at least 3 characters');
  expect(await page.locator('[aria-invalid=true]').count()).toBe(3);
  // Of the contract too: more cannot be typed.
  expect(await page.getByLabel('Username').getAttribute('maxlength')).toBe('32');
  await page.getByLabel('Username').fill('somebody');
  expect(await page.locator('[aria-invalid=true]').count()).toBe(2);
});

it('what the server finds wrong with a field stands there as well', async () => {
  const page = await stage.openPage();
  const username = await signUp(page);
  const other = await stage.openPage();
  await open(other, '/signup');
  await other.getByLabel('Username').fill(username);
  await other.getByLabel('Email').fill(`another-${username}@example.test`);
  await other.getByLabel('Password', { exact: true }).fill('correct horse battery');
  await other.getByRole('button', { name: 'Create account' }).click();
  await expect.poll(() => focused(other)).toMatchObject({ name: 'username' });
  expect((await focused(other)).words).toContain('This name is in use');
  expect(await other.getByRole('alert').count()).toBe(0);
});

it('shows are not put on sale before all of it can be read', async () => {
  const programme = await makeProgramme(stage.docket.db);
  const page = await stage.openPage();
  await logInAsAdmin(page);
  await page.evaluate((venue) => localStorage.setItem('docket.venue', JSON.stringify(venue)), programme.venue);
  await open(page, '/venue/new');
  await page.getByLabel('Currency').selectOption('');
  await page.getByLabel('Maximum seats per person').fill('51');
  await page.getByLabel('Standard').fill('8');
  await page.getByRole('button', { name: 'Put the show on sale' }).click();
  await expect.poll(() => focused(page)).toMatchObject({ name: 'title', words: 'Choose a title' });
  expect(
    await page
      .locator('[aria-invalid=true]')
      .evaluateAll((fields) => fields.map((field) => field.getAttribute('name'))),
  ).toEqual(expect.arrayContaining(['title', 'currency', 'seatsPerUser']));
  await page.getByText('At most 50', { exact: true }).waitFor();
});
