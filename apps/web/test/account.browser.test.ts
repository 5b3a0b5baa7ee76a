import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { packageZip } from '@docket/testing/packages';
import { makeProgramme } from '@docket/testing/programme';
import { newId } from '@docket/runtime/id';
import { findings, open, openAsAdmin, openAsMember, setStage, signUp } from './support.ts';

const stage = setStage();
const PASSWORD = 'correct horse battery';

describe('the account page', () => {
  it('changes name and password, ends another session, saves the data, and deletes the account', async () => {
    const page = await stage.openPage();
    const username = await signUp(page);
    const other = await stage.openPage();
    await other.goto('/login');
    await other.getByLabel('Username').fill(username);
    await other.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await other.getByRole('button', { name: 'Log in' }).click();
    await other.waitForURL('**/problems');

    await open(page, '/account');
    const sessions = page.getByTestId('session');
    await sessions.nth(1).waitFor();
    expect(await sessions.allTextContents()).toEqual(
      expect.arrayContaining([expect.stringContaining('this one'), expect.stringContaining('this computer')]),
    );
    expect(await findings(page)).toEqual([]);

    const renamed = `renamed-${newId().slice(-12)}`;
    await page.getByLabel('Username').fill(renamed);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Your details are saved').waitFor();

    await page.getByLabel('Current password').fill('something else');
    await page.getByLabel('New password').fill('another good password');
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByText('That is not your password').waitFor();
    await page.getByLabel('Current password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByText('Your password is changed').waitFor();
    await expect.poll(() => sessions.count()).toBe(1);

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download your data' }).click(),
    ]);
    expect(download.suggestedFilename()).toContain(renamed);
    expect((await readFile(await download.path())).subarray(0, 2).toString()).toBe('PK');

    await page.getByRole('button', { name: 'Delete your account' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Your password').fill('another good password');
    await dialog.getByRole('button', { name: 'Delete the account' }).click();
    await page.waitForURL(`${stage.baseUrl}/`);
    await page.getByRole('link', { name: 'Log in' }).first().waitFor();
    const { rows } = await stage.docket.db.pool.query('SELECT FROM users WHERE username = $1', [renamed]);
    expect(rows).toEqual([]);
  });

  it('has a way back in for who forgot the password', async () => {
    const page = await stage.openPage();
    await page.goto('/login');
    await page.getByRole('link', { name: 'Forgotten password?' }).click();
    await page.getByLabel('Email').fill('nobody@example.org');
    await page.getByRole('button', { name: 'Send the link' }).click();
    await page.getByText('Check your email').waitFor();
    await page.goto(`/reset#rt_${'A'.repeat(43)}`);
    await page.getByLabel('New password').fill('another good password');
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page
      .getByText(/was used, is too old/)
      .first()
      .waitFor();
  });
});

describe('the problems of a setter', () => {
  it('are imported as drafts, published, archived and deleted', async () => {
    const admin = await openAsAdmin(stage);
    const slug = `browser-${newId().slice(-12)}`;
    await open(admin, '/admin/import');
    await admin.getByLabel('Drop problem packages here').setInputFiles({
      name: `${slug}.zip`,
      mimeType: 'application/zip',
      // Time enough for whatever language this machine is slow to start.
      buffer: packageZip(slug, {
        'problem.yaml': 'problem_format_version: 2025-09\nname: S\nkeywords: [easy]\nlimits: {time_limit: 20}\n',
      }),
    });
    const done = admin.locator('[data-testid="import"][data-state="done"]');
    await done.waitFor();
    // Of a flawless package there is nothing to warn of.
    expect(await done.textContent()).not.toContain('warning');
    await open(admin, '/admin/problems');
    const row = admin.getByTestId('set-problem').filter({ hasText: slug });
    await row.getByText('Checked', { exact: true }).waitFor();
    const stranger = await openAsMember(stage);
    await stranger.goto(`/problems/${slug}`);
    await stranger.getByText('There is no such problem').waitFor();

    await row.getByRole('button', { name: 'Publish' }).click();
    await admin.getByRole('dialog').getByRole('button', { name: 'Publish the problem' }).click();
    await row.getByText('Published', { exact: true }).waitFor();
    expect(await findings(admin)).toEqual([]);
    await stranger.reload();
    await stranger.getByRole('heading', { level: 1 }).waitFor();

    await row.getByRole('button', { name: 'Archive' }).click();
    await admin.getByRole('dialog').getByRole('button', { name: 'Archive the problem' }).click();
    await row.getByText('Archived', { exact: true }).waitFor();
    await row.getByRole('button', { name: 'Delete' }).click();
    await admin.getByRole('dialog').getByRole('button', { name: 'Delete the problem' }).click();
    await row.waitFor({ state: 'detached' });
  });
});

describe('what a manager has', () => {
  it('a city, a venue, and a title with a poster that the browser has made small', async () => {
    const admin = await openAsAdmin(stage);
    const unique = newId().slice(-8);
    await open(admin, '/venue/places');
    await admin.getByRole('button', { name: 'Add a city' }).click();
    const dialog = admin.getByRole('dialog');
    await dialog.getByLabel('Name').fill(`Utopia ${unique}`);
    await dialog.getByRole('button', { name: 'Add the city' }).click();
    await dialog
      .getByText('Fill this in')
      .or(dialog.getByText(/two capital letters/))
      .first()
      .waitFor();
    await dialog.getByLabel('Country').fill('in');
    await dialog.getByRole('button', { name: 'Add the city' }).click();
    await admin.getByRole('heading', { name: `Utopia ${unique}` }).waitFor();
    await admin.getByRole('button', { name: 'Add a venue' }).click();
    await dialog.getByLabel('City').selectOption({ label: `Utopia ${unique}` });
    await dialog.getByLabel('Name').fill(`Rex ${unique}`);
    await dialog.getByLabel('Address').fill('1 Long Road');
    await dialog.getByRole('button', { name: 'Add the venue' }).click();
    await admin
      .getByTestId('venue')
      .filter({ hasText: `Rex ${unique}` })
      .waitFor();
    expect(await findings(admin)).toEqual([]);

    await open(admin, '/venue/titles');
    await admin.getByRole('button', { name: 'Add a title' }).click();
    await dialog.getByLabel('Name', { exact: true }).fill(`Night ${unique}`);
    await dialog.getByRole('button', { name: 'Add the title' }).click();
    const image = await admin.evaluate(() => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 3000, height: 2000 });
      canvas.getContext('2d')?.fillRect(0, 0, 1500, 2000);
      return canvas.toDataURL('image/png').split(',')[1] ?? '';
    });
    await dialog.getByLabel('Choose an image').setInputFiles({
      name: 'poster.png',
      mimeType: 'image/png',
      buffer: Buffer.from(image, 'base64'),
    });
    await dialog.getByText(/^Saved/).waitFor();
    const poster = dialog.locator('img');
    await poster.waitFor();
    const { rows } = await stage.docket.db.pool.query<{ poster_type: string; size: number }>(
      'SELECT t.poster_type, b.size FROM titles t JOIN blobs b ON b.hash = t.poster_hash WHERE t.name = $1',
      [`Night ${unique}`],
    );
    expect(rows).toEqual([{ poster_type: 'image/webp', size: expect.any(Number) }]);
    expect(rows[0]?.size).toBeLessThan(60_000);
    await expect
      .poll(() => poster.evaluate((element: HTMLImageElement) => [element.naturalWidth, element.naturalHeight]))
      .toEqual([600, 900]);
    await dialog
      .getByLabel('Choose an image')
      .setInputFiles({ name: 'x.png', mimeType: 'image/png', buffer: Buffer.from('no image') });
    await dialog.getByText(/no image that your browser can read/).waitFor();
  });

  it('prices and the opening of a sale that has not begun', async () => {
    const { showId } = await makeProgramme(stage.docket.db, { saleOpensIn: 3600 });
    const admin = await openAsAdmin(stage);
    await open(admin, `/venue/shows/${showId}`);
    await admin.getByRole('button', { name: 'Change prices and sale' }).click();
    const dialog = admin.getByRole('dialog');
    const price = dialog.locator('input[name^="prices."]').first();
    await price.fill('a lot');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('An amount, such as 12.50').waitFor();
    await price.fill('12.50');
    await dialog.getByLabel('Maximum seats per person').fill('4');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    const { rows } = await stage.docket.db.pool.query(
      'SELECT s.seats_per_user AS seats, array_agg(z.price_minor) AS prices FROM shows s JOIN show_zones z ON z.show_id = s.id WHERE s.id = $1 GROUP BY 1',
      [showId],
    );
    expect(rows).toEqual([{ seats: 4, prices: expect.arrayContaining([1250]) }]);
  });
});
