import { expect, it } from 'vitest';
import { makeUser, testCtx } from '@docket/testing/builders';
import { balanceOf } from '../ledger/balance.ts';
import { advancePayment } from '../payment/advance.ts';
import { createPayment } from '../payment/create.ts';
import { plain, ScriptedProvider } from '../payment/fixtures.ts';
import { sendRefundAgain } from '../payment/refund/operate.ts';
import { listRefunds } from '../payment/refund/get.ts';
import { sendRefund } from '../payment/refund/send.ts';
import { reactions } from '../reactions.ts';
import { brokenRules, db, setUpDatabase } from '../spine/fixtures.ts';
import { walletOf } from '../wallet/accounts.ts';
import { createDeposit } from '../wallet/deposit.ts';

setUpDatabase();

it('money for a wallet whose account is deleted meanwhile is parked with an operator, who sends it back', async () => {
  const user = await makeUser(db);
  const provider = new ScriptedProvider();
  const providers = plain(provider);
  const ctx = testCtx(db, user);
  const { depositId } = await createDeposit(ctx, { amount: 500, currency: 'INR', idempotencyKey: null });
  const wish = {
    kind: 'deposit',
    subjectId: depositId,
    method: 'bank_transfer',
    amountMinor: 500,
    currency: 'INR',
  } as const;
  const { paymentId } = await createPayment(ctx, wish, providers, reactions);
  const [reference] = provider.charges.keys();
  // As deletion leaves it: an empty wallet was no reason to refuse.
  await db.pool.query('UPDATE users SET deleted_at = now(), disabled_at = now() WHERE id = $1', [user.userId]);
  provider.tell(reference ?? '', { state: 'captured' });
  const look = () => advancePayment(testCtx(db), { paymentId, by: 'callback' }, providers, reactions);
  await look();
  await look();

  const admin = testCtx(db, await makeUser(db, 'admin'));
  const { data: parked } = await listRefunds(admin, { status: 'PARKED', limit: 10 });
  expect(parked).toMatchObject([{ paymentId, amountMinor: 500, reason: 'account_deleted', status: 'PARKED' }]);
  expect(provider.refunds.size).toBe(0);
  expect((await balanceOf(db.pool, walletOf(user.userId, 'INR'))).balance).toBe(0n);
  const clearing = { role: 'customer_clearing', owner: user.userId, currency: 'INR' } as const;
  expect(await balanceOf(db.pool, clearing)).toMatchObject({ balance: 500n, reserved: 500n });
  expect(await brokenRules(db)).toEqual([]);

  const refundId = parked[0]?.refundId ?? '';
  await sendRefundAgain(admin, { refundId }, reactions);
  await sendRefund(testCtx(db), { refundId, by: 'worker' }, providers, reactions);
  const { data: done } = await listRefunds(admin, { status: 'DONE', limit: 10 });
  expect(done).toMatchObject([{ refundId, amountMinor: 500 }]);
  expect((await balanceOf(db.pool, clearing)).balance).toBe(0n);
  expect(await brokenRules(db)).toEqual([]);
});
