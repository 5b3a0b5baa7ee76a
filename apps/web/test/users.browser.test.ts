import { createHash, randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { findings, open, openAsAdmin, setStage, signUp } from './support.ts';

const stage = setStage();

it('an admin finds an account, gives it a role that its open page follows at once, and closes it', async () => {
  const [page, admin] = [await stage.openPage(), await openAsAdmin(stage)];
  const username = await signUp(page);
  await open(page, '/problems');
  expect(await page.getByRole('link', { name: 'Manage' }).count()).toBe(0);

  await open(admin, '/admin/users');
  await admin.getByLabel('Name or address').fill(username.slice(4).toUpperCase());
  await admin.getByRole('button', { name: 'Search' }).click();
  const row = admin.getByTestId('user').filter({ hasText: username });
  await row.getByText('(not confirmed)').waitFor();
  expect(await findings(admin)).toEqual([]);
  await row.getByRole('link', { name: username }).click();
  await admin.getByRole('heading', { name: username }).waitFor();
  await admin.getByLabel('Role').selectOption('setter');
  await admin.getByRole('button', { name: 'Give this role' }).click();
  await admin.getByRole('dialog').getByRole('button', { name: 'Give the role' }).click();
  await admin.getByTestId('account-change').getByText('changed the role from user to setter').waitFor();
  expect(await findings(admin)).toEqual([]);
  // Without a reload.
  await page.getByRole('link', { name: 'Manage' }).first().waitFor();
  await open(page, '/admin/problems');
  await page.getByRole('link', { name: 'My problems' }).first().waitFor();

  // And when it is taken away again, a page that was open with it shows no more of what it may not.
  await admin.getByLabel('Role').selectOption('user');
  await admin.getByRole('button', { name: 'Give this role' }).click();
  await admin.getByRole('dialog').getByRole('button', { name: 'Give the role' }).click();
  await page.getByText('These pages are for admins and setters').waitFor();
  await page.getByRole('link', { name: 'Manage' }).first().waitFor({ state: 'detached' });

  await admin.getByRole('button', { name: 'Close the account' }).click();
  await admin.getByRole('dialog').getByRole('button', { name: 'Close the account' }).click();
  await admin.getByText('Closed', { exact: true }).first().waitFor();
  await page.goto('/bookings');
  await page.getByRole('button', { name: 'Log in' }).waitFor();
  await admin.getByRole('button', { name: 'Open the account again' }).click();
  await admin.getByRole('dialog').getByRole('button', { name: 'Open the account' }).click();
  await admin.getByRole('button', { name: 'Close the account' }).waitFor();
});

it('who signs up is asked to confirm the address, and a link does it', async () => {
  const page = await stage.openPage();
  const username = await signUp(page);
  await page.getByText('Open it to confirm the address').waitFor();
  await open(page, '/account');
  await page.getByText(`Not confirmed yet: ${username}@example.test`).waitFor();
  await page.getByRole('button', { name: 'Send the link again' }).click();
  await page.getByText('Another link is on its way').waitFor();
  expect(await findings(page)).toEqual([]);

  // As it would stand in the mail.
  const token = `ct_${randomBytes(32).toString('base64url')}`;
  await stage.docket.db.pool.query(
    `INSERT INTO account_mails (id, user_id, kind, address, token_hash, expires_at)
     SELECT gen_random_uuid(), id, 'confirm', email, $2, now() + interval '1 hour' FROM users WHERE username = $1`,
    [username, createHash('sha256').update(token).digest()],
  );
  await open(page, `/confirm#${token}`);
  await page.getByRole('button', { name: 'Confirm the address' }).click();
  await page.getByText('Your address is confirmed').waitFor();
  expect(await findings(page)).toEqual([]);
  await open(page, '/account');
  await page.getByLabel('Email').waitFor();
  expect(await page.getByText('Not confirmed yet').count()).toBe(0);

  await page.getByLabel('Email').fill(`new-${username}@example.test`);
  await page.getByLabel('Your password').first().fill('correct horse battery');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText(`Not confirmed yet: new-${username}@example.test`).waitFor();
  await page.getByRole('button', { name: `Keep ${username}@example.test` }).click();
  await page.getByText('Not confirmed yet').waitFor({ state: 'detached' });
});
