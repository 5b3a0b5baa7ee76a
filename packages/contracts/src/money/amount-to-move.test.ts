import { expect, it } from 'vitest';
import { createDeposit, createWithdrawal } from '../http/wallet.ts';
import { createPayment, listPaymentMethods, refundPayment } from '../http/payment.ts';
import { recordArrival } from '../http/transfer.ts';
import { amountToMove, MOST_MINOR } from './amount-to-move.ts';

it('is a whole number, from one to what thousands of still add up to exactly', () => {
  for (const amount of [1, MOST_MINOR]) expect(amountToMove.parse(amount)).toBe(amount);
  for (const amount of [0, -1, 1.5, '1', MOST_MINOR + 1, Number.MAX_SAFE_INTEGER, NaN])
    expect(amountToMove.safeParse(amount).success).toBe(false);
  expect(Number.isSafeInteger(9_000 * MOST_MINOR)).toBe(true);
});

it('is what every request takes that moves money', () => {
  const amount = MOST_MINOR + 1;
  const bodies = [createDeposit, createWithdrawal, createPayment, refundPayment, recordArrival].map(
    ({ body, example }) => body.safeParse({ ...example, amount }),
  );
  for (const { error } of bodies) expect(error?.issues.map(({ path }) => path.join('.'))).toContain('amount');
  expect(listPaymentMethods.query.safeParse({ amount: String(amount), currency: 'INR' }).success).toBe(false);
  expect(listPaymentMethods.query.safeParse({ amount: '100', currency: 'INR' }).success).toBe(true);
});
