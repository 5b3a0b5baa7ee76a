import { newId } from '@docket/runtime/id';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { misfitsAtAllWidths } from './page-fit.ts';
import { findings, open, setStage, signUp } from './support.ts';

const stage = setStage();
/** Where passkeys can be: browsers make none for a bare address. */
const HOME = { host: 'localhost' } as const;

/** A device that has passkeys and whose person is there. */
async function withAuthenticator(page: Page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    credentials: async () => (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
    /** Whether its person touches it whenever it asks. */
    touch: (enabled: boolean) => cdp.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled }),
  };
}

async function logOut(page: Page): Promise<void> {
  await page.evaluate(() => localStorage.removeItem('docket.session'));
}

/** By the button: what the page offers by itself stays unanswered. */
async function useButton(page: Page, device: Awaited<ReturnType<typeof withAuthenticator>>): Promise<void> {
  await device.touch(false);
  await page.goto('/login');
  const button = page.getByRole('button', { name: 'Log in with a passkey' });
  await button.waitFor();
  expect(await page.getByLabel('Username').getAttribute('autocomplete')).toBe('username webauthn');
  // What the page offers by itself may be answered before the button is pressed, and leads to the same; then there is no button any more.
  const pressed = button.click({ timeout: 5_000 }).catch(() => undefined);
  await device.touch(true);
  await pressed;
}

it('a passkey is added, logs in without a password, and is removed', async () => {
  const page = await stage.openPage(HOME);
  const username = await signUp(page);
  const device = await withAuthenticator(page);
  await open(page, '/account');
  const name = page.getByLabel('Name', { exact: true }).first();
  await name.fill('Work laptop');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  const rows = page.getByTestId('passkey');
  await rows.filter({ hasText: 'Work laptop' }).waitFor();
  expect(await device.credentials()).toHaveLength(1);
  expect(await findings(page)).toEqual([]);

  await logOut(page);
  await useButton(page, device);
  await page.waitForURL('**/problems');
  await open(page, '/account');
  expect(await page.getByLabel('Username').inputValue()).toBe(username);
  await page.getByTestId('session').filter({ hasText: 'by passkey' }).waitFor();

  // What was proved is forgotten: it is asked for before the passkey goes.
  await stage.docket.db.pool.query(
    `UPDATE sessions s SET confirmed_at = NULL FROM users u WHERE u.id = s.user_id AND u.username = $1`,
    [username],
  );
  await page.getByRole('button', { name: 'Remove Work laptop' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('heading', { name: 'Confirm that it is you' }).waitFor();
  expect(await findings(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Use a passkey' }).click();
  await rows.first().waitFor({ state: 'detached' });

  await logOut(page);
  await useButton(page, device);
  await page.getByText('Nobody here has this passkey').first().waitFor();
});

it('an account elsewhere logs in, makes one here, and is linked and unlinked', async () => {
  const page = await stage.openPage(HOME);
  const sub = `elsewhere-${newId().slice(-12)}`;
  const beThere = async () => {
    await page.getByRole('heading', { name: 'Log in at Testing' }).waitFor();
    await page.getByLabel('Account').fill(sub);
    await page.getByLabel('Address').fill(`${sub}@example.test`);
    await page.getByLabel('Name').fill(sub);
    await page.getByLabel('Verified').check();
  };
  await page.goto('/login?next=/contests');
  const button = page.getByRole('button', { name: 'Log in with Testing' });
  await button.click();
  await beThere();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('Testing did not let you in').waitFor();
  expect(page.url()).toMatch(/\/login\/return\/testing$/);
  expect(await findings(page)).toEqual([]);

  await page.goto('/login?next=/contests');
  expect(await misfitsAtAllWidths(page)).toEqual([]);
  await button.click();
  await beThere();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.waitForURL('**/contests');
  await page.getByText(`We made you an account called ${sub}`).waitFor();

  await open(page, '/account');
  expect(await page.getByLabel('Username').inputValue()).toBe(sub);
  await page.getByRole('button', { name: 'Set a password' }).waitFor();
  expect(await page.getByLabel('Current password').count()).toBe(0);
  // That was ten minutes ago and more, so the provider is asked again; and the one way in stays.
  await stage.docket.db.pool.query(
    `UPDATE sessions SET confirmed_at = now() - interval '11 minutes' WHERE user_id = (SELECT id FROM users WHERE username = $1)`,
    [sub],
  );
  await page.getByRole('button', { name: 'Unlink Testing' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Log in with Testing again' }).click();
  await page.getByText('For ten minutes you are not asked again').waitFor();
  await page.getByRole('button', { name: 'Unlink Testing' }).click();
  await page.getByText('Without it you could not log in any more').waitFor();
  await page.getByLabel('New password').fill('a password of my own');
  await page.getByRole('button', { name: 'Set a password' }).click();
  await page.getByLabel('Current password').waitFor();
  await page.getByRole('button', { name: 'Unlink Testing' }).click();
  await page.getByTestId('login-link').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Link Testing' }).waitFor();
  expect(await findings(page)).toEqual([]);
  expect(await misfitsAtAllWidths(page)).toEqual([]);
});

it('an address that a provider led somebody else back to is worth nothing here', async () => {
  const page = await stage.openPage(HOME);
  await page.goto('/login/return/testing?code=of-somebody&state=else');
  await page.getByText('This window has begun no log-in').waitFor();
  expect(page.url()).toMatch(/\/login\/return\/testing$/);
});
