import type { BrowserContext, Page } from 'playwright-core';
import { freePort } from '@docket/runtime/embedded/ports';
import type { Installation } from '@docket/testing/installation';
import { makeProgramme } from '@docket/testing/programme';
import { waitFor } from '@docket/testing/wait';
import type { Stage } from './support.ts';

/** Where the bank of the file's installation is, once it runs. */
export let bankUrl = '';

/** Everything that a payment goes through, with the bank's calls. */
export async function startPaying(docket: Installation): Promise<string> {
  const gateway = await docket.start('realtime');
  const [port, webhooksPort] = [String(await freePort()), String(await freePort())];
  const bank = await docket.start('bank', { BANK_WEBHOOK_URL: `http://127.0.0.1:${webhooksPort}/webhooks/bank` });
  bankUrl = bank.url;
  const paying = { BANK_URL: bank.url, PUBLIC_URL: `http://127.0.0.1:${port}` };
  const [api] = await Promise.all([
    docket.start('api', {
      ...paying,
      API_PORT: port,
      REALTIME_PUBLIC_URL: `${gateway.url.replace(/^http/, 'ws')}/connection/websocket`,
      DISABLE_THROTTLE: '1',
    }),
    docket.start('worker', { ...paying, WORKER_AREAS: 'booking,money' }),
    docket.start('webhooks', { WEBHOOKS_PORT: webhooksPort }),
  ]);
  return api.url;
}

export async function holdSeats(stage: Stage, page: Page): Promise<string> {
  const { showId } = await makeProgramme(stage.docket.db);
  await page.goto(`/shows/${showId}`);
  await page.locator('[data-testid="free"][data-live="true"]').waitFor();
  for (const number of [7, 8]) await page.locator(`.seat[aria-label^="Row D seat ${number},"]`).click({ force: true });
  await page.getByRole('button', { name: /^Hold 2/ }).click();
  await page.waitForURL(/\/bookings\//);
  await bookingIs(page, 'HELD');
  return page.url();
}

export async function bookingIs(page: Page, wanted: string): Promise<void> {
  await page.locator(`[data-testid="booking-status"][data-status="${wanted}"]`).waitFor();
}

export async function paymentIs(page: Page, wanted: string): Promise<void> {
  await page.locator(`[data-testid="payment-state"][data-status="${wanted}"]`).waitFor();
}

export async function choose(page: Page, method: string): Promise<void> {
  await page.getByRole('link', { name: /^Pay/ }).click();
  await page.locator(`[data-testid="way"][data-method="${method}"]`).click();
}

export const pressPay = (page: Page) => page.getByRole('button', { name: /^Pay/ }).click();

/** Logs in at the bank, once. */
export async function logInAtBank(bank: Page): Promise<void> {
  if (!bank.url().includes('/login')) return;
  await bank.getByLabel(/Customer name/).fill('asha');
  await bank.getByRole('button', { name: 'Log in' }).click();
  await bank.waitForURL(/\/pay\//);
}

export async function approve(bank: Page): Promise<void> {
  await logInAtBank(bank);
  await pressPay(bank);
}

const AT_BANK = /\/login|\/pay\//;

/** Whatever is pressed opens the bank in a window of its own. */
export async function bankWindow(context: BrowserContext, press: () => Promise<void>): Promise<Page> {
  const opened = context.waitForEvent('page');
  await press();
  const bank = await opened;
  await bank.waitForURL(AT_BANK);
  return bank;
}

export const payInWindow = (page: Page) => bankWindow(page.context(), () => pressPay(page));

export const atBank = (page: Page) => page.waitForURL(AT_BANK);

export function paymentIdOf(page: Page): string {
  return /\/payments\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
}

/** The bank's page never comes back: only the bank's call can say that it was paid, and the poller is put off. */
export async function onlyByCall(stage: Stage, bank: Page, paymentId: string): Promise<void> {
  await bank.context().route('**/payments/*?reference=*', (route) => route.abort());
  await waitFor('the poller to be put off', async () => {
    const { rowCount } = await stage.docket.db.pool.query(
      `UPDATE payment_attempts SET next_look_at = now() + interval '10 minutes' WHERE payment_id = $1 AND status = 'PENDING'`,
      [paymentId],
    );
    return rowCount === 1;
  });
}

/** Who brought the news that each attempt was paid. */
export async function capturedBy(stage: Stage, paymentId: string): Promise<string[]> {
  const { rows } = await stage.docket.db.pool.query<{ by: string }>(
    `SELECT by FROM payment_events WHERE payment_id = $1 AND kind = 'attempt' AND what = 'CAPTURED' ORDER BY id`,
    [paymentId],
  );
  return rows.map(({ by }) => by);
}

/** As if the time to pay were over so soon. */
export async function endsIn(stage: Stage, paymentId: string, seconds: number): Promise<void> {
  await stage.docket.db.pool.query(
    `WITH a AS (UPDATE payment_attempts SET deadline = now() + make_interval(secs => $2), next_look_at = now() + make_interval(secs => $2)
                 WHERE payment_id = $1 AND status = 'PENDING')
     UPDATE payments SET deadline = now() + make_interval(secs => $2) WHERE id = $1`,
    [paymentId, seconds],
  );
}
