import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { askTestBank, BankRecord, setFaults } from '@docket/testing/bank';
import {
  approve,
  atBank,
  bankUrl,
  bankWindow,
  bookingIs,
  capturedBy,
  choose,
  endsIn,
  holdSeats,
  logInAtBank,
  onlyByCall,
  payInWindow,
  paymentIdOf,
  paymentIs,
  pressPay,
  startPaying,
} from './pay-support.ts';
import { logIn, openAsMember, setStage, signUp } from './support.ts';

const stage = setStage(startPaying);
const PASSWORD = 'correct horse battery';
const PHONE = { width: 390, height: 844, touch: true } as const;

afterEach(() => setFaults(bankUrl, {}));

describe('a buyer', () => {
  it('closes the checkout, approves at the bank, and by the bank’s call the booking is confirmed on every device', async () => {
    const page = await stage.openPage();
    const username = await signUp(page);
    const booking = await holdSeats(stage, page);
    const other = await stage.openPage();
    await logIn(other, username, PASSWORD);
    await other.goto(booking);
    await bookingIs(other, 'HELD');
    await choose(page, 'netbanking');
    const bank = await payInWindow(page);
    await paymentIs(page, 'PENDING');
    const paymentId = paymentIdOf(page);
    await bookingIs(other, 'AWAITING_PAYMENT');
    await onlyByCall(stage, bank, paymentId);
    await page.close();
    await logInAtBank(bank);
    await pressPay(bank);
    await bookingIs(other, 'CONFIRMED');
    expect(await other.getByTestId('paid-with').getAttribute('data-status')).toBe('DELIVERED');
    expect(await capturedBy(stage, paymentId)).toEqual(['callback']);
    // Opened again where it was closed.
    const again = await other.context().newPage();
    await again.goto(`/payments/${paymentId}`);
    await paymentIs(again, 'DELIVERED');
  });

  it('has the window closed after approving, and reads there what was paid, though the bank’s call is lost', async () => {
    await setFaults(bankUrl, { callbacks: { drop: {} } });
    const page = await openAsMember(stage);
    await holdSeats(stage, page);
    await choose(page, 'netbanking');
    const bank = await payInWindow(page);
    const closed = bank.waitForEvent('close');
    await approve(bank);
    await closed;
    await paymentIs(page, 'DELIVERED');
    expect(await capturedBy(stage, paymentIdOf(page))).not.toContain('callback');
    await page.goBack();
    await bookingIs(page, 'CONFIRMED');
  });

  it('who has left the bank’s window open pays for the next seats in it, however long the answer takes', async () => {
    const page = await openAsMember(stage);
    await holdSeats(stage, page);
    await choose(page, 'netbanking');
    const bank = await payInWindow(page);
    await paymentIs(page, 'PENDING');
    const before = bank.url();
    await holdSeats(stage, page);
    await choose(page, 'netbanking');
    await page.route('**/payment/', async (route) => {
      const response = await route.fetch();
      await pause(1_500);
      await route.fulfill({ response });
    });
    await pressPay(page);
    await bank.waitForURL((url) => url.href !== before && /\/login|\/pay\//.test(url.href));
    await approve(bank);
    await paymentIs(page, 'DELIVERED');
    expect(page.url()).toContain('/payments/');
  });

  it('whose browser keeps windows shut is led to the bank in the same tab', async () => {
    const page = await openAsMember(stage);
    await page.addInitScript(() => {
      globalThis.open = () => null;
    });
    await holdSeats(stage, page);
    await choose(page, 'netbanking');
    await pressPay(page);
    await atBank(page);
    expect(page.context().pages()).toHaveLength(1);
    await approve(page);
    await paymentIs(page, 'DELIVERED');
  });

  it('is led to the bank and back in the same tab on a phone, where the back button leads to the truth', async () => {
    const page = await openAsMember(stage, PHONE);
    await holdSeats(stage, page);
    await choose(page, 'netbanking');
    await page.getByRole('button', { name: /^Pay/ }).tap();
    await atBank(page);
    await page.goBack();
    await paymentIs(page, 'PENDING');
    await page.getByRole('button', { name: 'Go to the bank’s page' }).tap();
    await atBank(page);
    await approve(page);
    await paymentIs(page, 'DELIVERED');
    // The bank's page of before is history, and says so.
    await page.goBack();
    const said = page.getByRole('heading', { name: 'Paid', exact: true });
    await said.or(page.locator('[data-testid="payment-state"][data-status="DELIVERED"]')).first().waitFor();
  });

  it('who refuses at the bank may try again until the deadline', async () => {
    const page = await openAsMember(stage);
    await holdSeats(stage, page);
    await choose(page, 'netbanking');
    const bank = await payInWindow(page);
    await logInAtBank(bank);
    await bank.getByRole('button', { name: 'Refuse' }).click();
    await paymentIs(page, 'FAILED');
    await page.getByRole('link', { name: 'Try again' }).click();
    await page.locator('[data-testid="way"][data-method="netbanking"]').click();
    await approve(await payInWindow(page));
    await paymentIs(page, 'DELIVERED');
  });

  it('who wants another way chooses at once, and is told when the wallet has too little', async () => {
    const page = await openAsMember(stage);
    await holdSeats(stage, page);
    await choose(page, 'upi');
    await pressPay(page);
    await paymentIs(page, 'PENDING');
    await page.getByRole('button', { name: 'Pay another way' }).click();
    await page.waitForURL(/\/checkout$/);
    const wallet = page.locator('[data-testid="way"][data-method="wallet"]');
    await wallet.getByText('which is not enough').waitFor();
    expect(await wallet.getByRole('radio').isDisabled()).toBe(true);
    await page.locator('[data-testid="way"][data-method="netbanking"]').click();
    await approve(await payInWindow(page));
    await paymentIs(page, 'DELIVERED');
  });

  it('who pays money in by UPI gets the code here, and the way back to the wallet', async () => {
    const page = await openAsMember(stage);
    await page.goto('/wallet');
    const form = page.getByRole('form', { name: 'Put money in' });
    await form.getByLabel('Amount').fill('100');
    await form.getByLabel('From').selectOption({ label: 'UPI' });
    await form.getByRole('button', { name: 'Continue' }).click();
    await paymentIs(page, 'PENDING');
    await page.getByRole('img', { name: /^UPI code/ }).waitFor();
    await page.getByRole('button', { name: 'Pay another way' }).click();
    await page.waitForURL(/\/wallet$/);
  });

  it('who leaves the bank’s page open until the time is over pays nothing there any more, and may choose again', async () => {
    const page = await openAsMember(stage);
    await holdSeats(stage, page);
    await choose(page, 'netbanking');
    const bank = await payInWindow(page);
    await logInAtBank(bank);
    await paymentIs(page, 'PENDING');
    // The page closes the window that it has opened; this one was opened by hand.
    const left = await page.context().newPage();
    await left.goto(bank.url());
    await endsIn(stage, paymentIdOf(page), 1);
    await paymentIs(page, 'CANCELLED');
    await pressPay(left);
    await left.waitForURL(/status=cancelled/);
    await paymentIs(left, 'CANCELLED');
    await page.getByRole('link', { name: 'Try again' }).click();
    await page.locator('[data-testid="way"][data-method="netbanking"]').click();
    await approve(await payInWindow(page));
    await paymentIs(page, 'DELIVERED');
  });

  it('who approves in two windows at once pays once', async () => {
    const page = await openAsMember(stage);
    await holdSeats(stage, page);
    await choose(page, 'netbanking');
    const bank = await payInWindow(page);
    await logInAtBank(bank);
    const second = await page.context().newPage();
    await second.goto(bank.url());
    const record = new BankRecord(String(stage.docket.env['DOCKET_DATA_DIR']));
    const received = () => record.charges().reduce((sum, charge) => sum + charge.received, 0);
    const before = received();
    // The first that is back closes the window that the page has opened.
    await Promise.allSettled([pressPay(bank), pressPay(second)]);
    await paymentIs(page, 'DELIVERED');
    await paymentIs(second, 'DELIVERED');
    const { rows } = await stage.docket.db.pool.query(
      'SELECT amount_minor::int AS amount, captured_minor::int AS captured FROM payments WHERE id = $1',
      [paymentIdOf(page)],
    );
    expect([rows[0]?.captured, received() - before]).toEqual([rows[0]?.amount, rows[0]?.amount]);
    record.close();
  });

  it('who pays on one device cannot begin again on another, which is led to the payment that is under way', async () => {
    const page = await stage.openPage();
    const username = await signUp(page);
    const booking = await holdSeats(stage, page);
    const other = await stage.openPage();
    await logIn(other, username, PASSWORD);
    await other.goto(`${booking}/checkout`);
    await other.locator('[data-testid="way"][data-method="netbanking"]').waitFor();
    await choose(page, 'netbanking');
    const bank = await payInWindow(page);
    // It was open before: it goes where the payment is as soon as it hears of it.
    await other.waitForURL(/\/payments\//);
    await paymentIs(other, 'PENDING');
    await approve(bank);
    await paymentIs(other, 'DELIVERED');
  });
});

describe('by UPI', () => {
  it('there are a code to scan and a link for an app, and the bank’s call confirms', async () => {
    const page = await openAsMember(stage);
    await holdSeats(stage, page);
    await choose(page, 'upi');
    await pressPay(page);
    await page.getByRole('img', { name: /^UPI code to pay/ }).waitFor();
    const link = await page.getByRole('link', { name: 'Open in a UPI app' }).getAttribute('href');
    expect(Object.fromEntries(new URL(link ?? '').searchParams)).toMatchObject({ pa: 'docket@docketbank', cu: 'INR' });
    const app = await bankWindow(page.context(), () =>
      page.getByRole('button', { name: 'Go to the bank’s page' }).click(),
    );
    await onlyByCall(stage, app, paymentIdOf(page));
    await app.getByLabel(/^UPI address/).fill('ravi@docketbank');
    await pressPay(app);
    await paymentIs(page, 'DELIVERED');
    expect(await capturedBy(stage, paymentIdOf(page))).toEqual(['callback']);
  });
});

describe('by a transfer', () => {
  /** @returns what sends to the account on the page what is owed, and so many minor units more */
  async function transferFor(page: Page): Promise<(more?: number) => Promise<unknown>> {
    const iban = /[A-Z]{2}\d{2}[A-Z0-9]{10,30}/.exec(await page.getByTestId('transfer').innerText())?.[0];
    const { rows } = await stage.docket.db.pool.query<{ owed: number }>(
      'SELECT amount_minor::int AS owed FROM payments WHERE id = $1',
      [paymentIdOf(page)],
    );
    const owed = rows[0]?.owed ?? 0;
    return (more = 0) =>
      askTestBank(
        bankUrl,
        'POST',
        '/v1/transfers',
        { iban, from: 'asha', amountMinor: owed + more, currency: 'INR' },
        randomUUID(),
      );
  }

  it('there is an account that is for this payment alone; what is sent once more goes back', async () => {
    const page = await openAsMember(stage);
    await holdSeats(stage, page);
    await choose(page, 'bank_transfer');
    await pressPay(page);
    const transfer = await transferFor(page);
    await transfer();
    await paymentIs(page, 'DELIVERED');
    await transfer();
    await page.locator('[data-testid="refund"][data-status="DONE"]').waitFor();
    await paymentIs(page, 'DELIVERED');
  });

  it('who sends another amount is not asked to pay for these seats again', async () => {
    const page = await openAsMember(stage);
    const booking = await holdSeats(stage, page);
    await choose(page, 'bank_transfer');
    await pressPay(page);
    await (
      await transferFor(page)
    )(100);
    await paymentIs(page, 'CONFLICTED');
    const { pathname: payment } = new URL(page.url());
    await page.goto(booking);
    await page.getByText('Another amount came than was asked for').waitFor();
    expect(await page.getByRole('link', { name: /^Pay / }).count()).toBe(0);
    // An address of before leads to the truth as well.
    await page.goto(`${booking}/checkout`);
    await page.waitForURL(`**${payment}`);
    await page.goto(booking);
    await page.getByRole('button', { name: 'Release the seats' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Release the seats' }).click();
    await bookingIs(page, 'CANCELLED');
    expect(await page.getByTestId('charged').textContent()).toMatch(/^Another amount came/);
  });
});
