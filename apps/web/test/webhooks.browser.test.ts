import { startStandIn, type HttpStandIn } from '@docket/testing/http-stand-in';
import type { Page } from 'playwright-core';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { misfitsAtAllWidths } from './page-fit.ts';
import { findings, logIn, open, setStage, signUp } from './support.ts';

const stage = setStage();
let merchant: HttpStandIn;
let status = 200;
beforeAll(async () => {
  merchant = await startStandIn(() => ({ status, body: status === 200 ? 'thank you' : 'out of order' }));
});
afterAll(() => merchant.close());

async function openAsManager(): Promise<Page> {
  const page = await stage.openPage();
  const username = await signUp(page);
  await stage.docket.db.pool.query(`UPDATE users SET role = 'manager' WHERE username = $1`, [username]);
  await page.evaluate(() => localStorage.clear());
  await logIn(page, username, 'correct horse battery');
  return page;
}

it('a manager has an address called, tries it, verifies with its secret, sees what it answers and sends again', async () => {
  const page = await openAsManager();
  await open(page, '/venue/webhooks');
  await page.getByLabel('Address').fill('https://10.0.0.1/hook');
  await page.getByRole('button', { name: 'Add the webhook' }).click();
  await page.getByText('is in a private network').waitFor();
  await page.getByLabel('Address').fill(`${merchant.origin}/docket`);
  await page.getByLabel('What it is for (optional)').fill('Book-keeping');
  await page.getByLabel('A payment came in').check();
  await page.getByRole('button', { name: 'Add the webhook' }).click();
  await page.waitForURL('**/venue/webhooks/*-*');
  await page.getByRole('heading', { name: `${merchant.origin}/docket` }).waitFor();

  await page.getByRole('button', { name: 'Send a test' }).click();
  const delivery = page.getByTestId('delivery').first();
  await delivery.getByText('Delivered').waitFor();
  await page.getByRole('button', { name: 'Show the secret' }).click();
  const secret = (await page.locator('code').filter({ hasText: 'whsec_' }).textContent()) ?? '';
  const [call] = merchant.received;
  const headers = Object.fromEntries(
    ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => [name, String(call?.headers[name])]),
  );
  expect(new Webhook(secret).verify(call?.body ?? '', headers)).toMatchObject({ type: 'endpoint.test' });
  await delivery.getByRole('button', { name: 'More of endpoint.test' }).click();
  await delivery.getByLabel('Answer').getByText('thank you').waitFor();
  await delivery.getByLabel('What is sent').getByText('Nothing has happened.').waitFor();
  expect(await findings(page)).toEqual([]);
  expect(await misfitsAtAllWidths(page)).toEqual([]);
  await page.screenshot({ path: '/tmp/packages/webhook.png', fullPage: true });

  status = 500;
  await delivery.getByRole('button', { name: 'Send again' }).click();
  await delivery.getByText('On its way').waitFor();
  await expect.poll(() => merchant.received.length).toBe(2);
  expect(merchant.received[1]?.headers['webhook-id']).toBe(headers['webhook-id']);
  await delivery.getByText(/500 after/).waitFor();
  await page.getByText('No call has succeeded since').waitFor();
  status = 200;
  await delivery.getByRole('button', { name: 'Send now' }).click();
  await delivery.getByText('Delivered').waitFor();

  await page.getByRole('button', { name: 'Change the secret' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Change the secret' }).click();
  await page.getByText('signed with the old secret as well until').waitFor();
  const next = page.locator('code').filter({ hasText: 'whsec_' });
  await expect.poll(() => next.textContent()).not.toBe(secret);
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByText('Paused').waitFor();
  await page.getByRole('button', { name: 'Remove the webhook' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove the webhook' }).click();
  await page.waitForURL('**/venue/webhooks');
  await page.getByText(`${merchant.origin}/docket`).waitFor({ state: 'detached' });
});
