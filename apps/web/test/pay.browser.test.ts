import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { freePort } from '@docket/runtime/embedded/ports';
import { makeProgramme } from '@docket/testing/programme';
import type { Installation } from '@docket/testing/installation';
import { logIn, setStage, signUp } from './support.ts';

/** Everything that a payment goes through but callbacks: without them it is the poller that asks, and the buyer's return. */
async function startServices(docket: Installation): Promise<string> {
  const gateway = await docket.start('realtime');
  const port = String(await freePort());
  const bank = await docket.start('bank');
  const paying = { BANK_URL: bank.url, PUBLIC_URL: `http://127.0.0.1:${port}` };
  const [api] = await Promise.all([
    docket.start('api', {
      ...paying,
      API_PORT: port,
      REALTIME_PUBLIC_URL: `${gateway.url.replace(/^http/, 'ws')}/connection/websocket`,
      DISABLE_THROTTLE: '1',
    }),
    docket.start('worker', { ...paying, WORKER_AREAS: 'booking,money' }),
  ]);
  return api.url;
}

const stage = setStage(startServices);
const PASSWORD = 'correct horse battery';

async function holdSeats(page: Page): Promise<string> {
  const { showId } = await makeProgramme(stage.docket.db);
  await page.goto(`/shows/${showId}`);
  await page.locator('[data-testid="free"][data-live="true"]').waitFor();
  for (const number of [7, 8]) await page.locator(`.seat[aria-label^="Row D seat ${number},"]`).click({ force: true });
  await page.getByRole('button', { name: /^Hold 2/ }).click();
  await page.waitForURL(/\/bookings\//);
  await status(page, 'HELD');
  return page.url();
}

async function status(page: Page, wanted: string): Promise<void> {
  await page.locator(`[data-testid="booking-status"][data-status="${wanted}"]`).waitFor();
}

async function state(page: Page, wanted: string): Promise<void> {
  await page.locator(`[data-testid="payment-state"][data-status="${wanted}"]`).waitFor();
}

async function choose(page: Page, method: string): Promise<void> {
  await page.getByRole('link', { name: /^Pay/ }).click();
  await page.locator(`[data-testid="way"][data-method="${method}"]`).click();
}

/** Logs in at the bank, once, and approves. */
async function approve(bank: Page): Promise<void> {
  if (bank.url().includes('/login')) {
    await bank.getByLabel(/Customer name/).fill('asha');
    await bank.getByRole('button', { name: 'Log in' }).click();
  }
  await bank.getByRole('button', { name: /^Pay/ }).click();
}

async function payInWindow(page: Page, context: BrowserContext): Promise<Page> {
  const opened = context.waitForEvent('page');
  await page.getByRole('button', { name: /^Pay/ }).click();
  const bank = await opened;
  await bank.waitForURL(/\/login|\/pay\//);
  return bank;
}

describe('a buyer', () => {
  it('closes the checkout, approves at the bank, and sees the booking confirmed on another device', async () => {
    const page = await stage.openPage();
    const username = await signUp(page);
    const booking = await holdSeats(page);
    const other = await stage.openPage();
    await logIn(other, username, PASSWORD);
    await other.goto(booking);
    await status(other, 'HELD');
    await choose(page, 'netbanking');
    const bank = await payInWindow(page, page.context());
    await state(page, 'PENDING');
    await status(other, 'AWAITING_PAYMENT');
    await page.close();
    await approve(bank);
    await status(other, 'CONFIRMED');
    expect(await other.getByTestId('paid-with').getAttribute('data-status')).toBe('DELIVERED');
    await bank.locator('[data-testid="payment-state"][data-status="DELIVERED"]').waitFor();
  });

  it('has the window closed after approving, and reads there what was paid', async () => {
    const page = await stage.openPage();
    await signUp(page);
    await holdSeats(page);
    await choose(page, 'netbanking');
    const bank = await payInWindow(page, page.context());
    const closed = bank.waitForEvent('close');
    await approve(bank);
    await closed;
    await state(page, 'DELIVERED');
    await page.goBack();
    await status(page, 'CONFIRMED');
  });

  it('is led to the bank and back in the same tab on a phone, where the back button leads to the truth', async () => {
    const page = await stage.openPage({ width: 390, height: 844, touch: true });
    await signUp(page);
    await holdSeats(page);
    await choose(page, 'netbanking');
    await page.getByRole('button', { name: /^Pay/ }).tap();
    await page.waitForURL(/\/login|\/pay\//);
    await page.goBack();
    await state(page, 'PENDING');
    await page.getByRole('button', { name: 'Go to the bank’s page' }).tap();
    await page.waitForURL(/\/login|\/pay\//);
    await approve(page);
    await state(page, 'DELIVERED');
  });

  it('who refuses at the bank may try again until the deadline', async () => {
    const page = await stage.openPage();
    await signUp(page);
    await holdSeats(page);
    await choose(page, 'netbanking');
    const bank = await payInWindow(page, page.context());
    await bank.getByLabel(/Customer name/).fill('asha');
    await bank.getByRole('button', { name: 'Log in' }).click();
    await bank.getByRole('button', { name: 'Refuse' }).click();
    await state(page, 'FAILED');
    await page.getByRole('link', { name: 'Try again' }).click();
    await page.locator('[data-testid="way"][data-method="netbanking"]').click();
    await approve(await payInWindow(page, page.context()));
    await state(page, 'DELIVERED');
  });
});
