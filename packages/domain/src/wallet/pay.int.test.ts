import { expect, it } from 'vitest';
import { newId } from '@docket/runtime/id';
import { makeUser, testCtx } from '@docket/testing/builders';
import { balanceOf } from '../ledger/balance.ts';
import { brokenRules, db, setUpDatabase } from '../spine/fixtures.ts';
import { change } from '../spine/emit.ts';
import { walletAsProvider, walletOf } from './accounts.ts';
import { createDeposit, depositPayable } from './deposit.ts';
import { userWith } from './fixtures.ts';
import { captureFromWallet, refundToWallet, releaseToWallet, reserveFromWallet, walletReservation } from './pay.ts';

setUpDatabase();

const money = (amount: number) => ({ amountMinor: BigInt(amount), currency: 'INR' });

it('pays with a wallet: reserved, captured once or released, and put back', async () => {
  const user = await userWith(db, 100);
  const { userId } = user;
  const [attemptId, other] = [newId(), newId()];
  const ctx = testCtx(db);
  const reserve = (id: string, amount: number) =>
    change(ctx, (tx) => reserveFromWallet(tx, { userId, attemptId: id, ...money(amount) }));
  const first = await reserve(attemptId, 60);
  expect(await reserve(attemptId, 60)).toBe(first);
  await expect(reserve(other, 50)).rejects.toMatchObject({ code: 'insufficient_funds' });
  expect((await walletReservation(db.pool, attemptId)).state).toBe('pending');
  expect((await walletReservation(db.pool, other)).state).toBe('gone');
  await change(ctx, (tx) => captureFromWallet(tx, first));
  await change(ctx, (tx) => captureFromWallet(tx, first));
  expect((await walletReservation(db.pool, attemptId)).state).toBe('captured');
  await expect(change(ctx, (tx) => releaseToWallet(tx, first))).rejects.toThrow(/before/);
  const second = await reserve(other, 40);
  await change(ctx, (tx) => releaseToWallet(tx, second));
  expect((await walletReservation(db.pool, other)).state).toBe('released');
  const refundId = newId();
  for (const _ of [1, 2]) await change(ctx, (tx) => refundToWallet(tx, { userId, refundId, ...money(25) }));
  expect(await balanceOf(db.pool, walletOf(userId, 'INR'))).toMatchObject({ balance: 65n, reserved: 0n });
  // What the payment’s own transfers clear.
  expect((await balanceOf(db.pool, walletAsProvider('INR'))).balance).toBe(-35n);
  expect(await brokenRules(db)).toEqual([]);
});

it('takes a deposit once, from its own user', async () => {
  const [user, other] = [await makeUser(db), await makeUser(db)];
  const { depositId: id } = await createDeposit(testCtx(db, user), {
    amount: 500,
    currency: 'INR',
    idempotencyKey: null,
  });
  const ctx = testCtx(db);
  const [deadline, until] = [new Date(), new Date()];
  const begin = (userId: string) => change(ctx, (tx) => depositPayable.begin(tx, { id, userId, deadline, until }));
  expect(await begin(user.userId)).toMatchObject({ amountMinor: 500, currency: 'INR' });
  await expect(begin(other.userId)).rejects.toMatchObject({ code: 'deposit_not_found' });
  const [first, second] = [newId(), newId()];
  const paid = (paymentId: string) =>
    change(ctx, async (tx) => {
      await depositPayable.lock(tx, id);
      return depositPayable.paid(tx, { id, paymentId });
    });
  expect(await paid(first)).toMatchObject({ delivered: true });
  expect(await paid(second)).toMatchObject({ delivered: false, reason: 'paid_twice' });
  await expect(begin(user.userId)).rejects.toMatchObject({ code: 'already_paid' });
});
