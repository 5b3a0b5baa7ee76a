import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { ADMIN, type Installation } from '@docket/testing/installation';
import { makeProgramme } from '@docket/testing/programme';
import { accessibilityFindings, logIn, setStage, signUp } from './support.ts';

async function startServices(docket: Installation): Promise<string> {
  const gateway = await docket.start('realtime');
  const account = {
    TRANSFER_NAME: 'Docket Limited',
    TRANSFER_CURRENCY: 'INR',
    TRANSFER_ACCOUNT_NUMBER: '123456789012',
    TRANSFER_IFSC: 'SBIN0001234',
  };
  const [api] = await Promise.all([
    docket.start('api', {
      ...account,
      REALTIME_PUBLIC_URL: `${gateway.url.replace(/^http/, 'ws')}/connection/websocket`,
      DISABLE_THROTTLE: '1',
    }),
    docket.start('worker', { ...account, WORKER_AREAS: 'booking,money' }),
  ]);
  return api.url;
}

const stage = setStage(startServices);

async function state(page: Page, wanted: string): Promise<void> {
  await page.locator(`[data-testid="payment-state"][data-status="${wanted}"]`).waitFor();
}

/** Holds two seats and chooses to transfer. @returns the reference that is to be written on it */
async function chooseTransfer(page: Page): Promise<string> {
  const { showId } = await makeProgramme(stage.docket.db);
  await page.goto(`/shows/${showId}`);
  await page.locator('[data-testid="free"][data-live="true"]').waitFor();
  for (const number of [7, 8]) await page.locator(`.seat[aria-label^="Row D seat ${number},"]`).click({ force: true });
  await page.getByRole('button', { name: /^Hold 2/ }).click();
  await page.waitForURL(/\/bookings\//);
  await page.getByRole('link', { name: /^Pay/ }).click();
  await page.locator('[data-testid="way"][data-method="bank_transfer"]').click();
  await page.getByRole('button', { name: /^Pay/ }).click();
  await state(page, 'PENDING');
  const transfer = page.getByTestId('transfer');
  expect(await transfer.innerText()).toMatch(/₹900[^]*Docket Limited[^]*123456789012[^]*SBIN0001234/);
  return /DKT[0-9A-F]{12}/.exec(await transfer.innerText())?.[0] ?? '';
}

async function noneWiderThanThePage(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(
    0,
  );
}

it('a buyer transfers, an admin finds it by its reference and records it, and later records what was paid back', async () => {
  const buyer = await stage.openPage({ width: 320, height: 700 });
  await signUp(buyer);
  const reference = await chooseTransfer(buyer);
  await buyer.locator('[data-testid="booking-status"][data-status="AWAITING_PAYMENT"]').waitFor();
  // What the page says anyway lies over it in no message.
  expect(await buyer.getByTestId('toast').count()).toBe(0);
  await noneWiderThanThePage(buyer);
  expect(await accessibilityFindings(buyer)).toEqual([]);

  const admin = await stage.openPage({ width: 320, height: 700 });
  await logIn(admin, ADMIN.username, ADMIN.password);
  await admin.goto('/admin/payments');
  await admin.getByLabel('Reference of a transfer').fill(reference.toLowerCase());
  await noneWiderThanThePage(admin);
  await admin.getByRole('link', { name: '₹900 for a booking' }).click();
  await admin.getByRole('button', { name: 'Record arrival' }).click();
  const dialog = admin.getByRole('dialog');
  await dialog.getByLabel('Amount').fill('899');
  await dialog.getByRole('status').waitFor();
  await dialog.getByLabel('Amount').fill('900');
  expect(await dialog.getByRole('status').count()).toBe(0);
  // Without a day and what the bank calls it nothing is sent.
  await dialog.getByRole('button', { name: 'Record it' }).click();
  await dialog.getByText('give a day as year-month-day').waitFor();
  await noneWiderThanThePage(admin);
  expect(await accessibilityFindings(admin)).toEqual([]);
  await dialog.getByLabel('Day').fill(new Date().toISOString().slice(0, 10));
  await dialog.getByLabel('What the bank calls it').fill(`UTR${reference}`);
  await dialog.getByLabel('From whom').fill('Asha Rao, 998877665544');
  await dialog.getByRole('button', { name: 'Record it' }).click();
  await dialog.waitFor({ state: 'detached' });
  await admin.getByText('arrival recorded').waitFor();
  await admin.getByText('from Asha Rao, 998877665544').waitFor();

  // Told by itself.
  await state(buyer, 'DELIVERED');

  await admin.getByRole('button', { name: 'Refund' }).click();
  await admin.getByRole('dialog').getByRole('button', { name: 'Refund' }).click();
  await admin.goto('/admin/refunds');
  await admin.getByLabel('Show').selectOption('byHand');
  await admin.getByRole('button', { name: 'Paid back' }).click();
  await admin.getByRole('dialog').getByLabel('Day').fill(new Date().toISOString().slice(0, 10));
  // The same line of the statement cannot be both.
  await admin.getByRole('dialog').getByLabel('What the bank calls it').fill(`UTR-BACK-${reference}`);
  await admin.getByRole('dialog').getByRole('button', { name: 'Record it' }).click();
  await admin.getByText('No such refunds').waitFor();
  await state(buyer, 'REFUNDED');
});
