import type { Db } from '@docket/db/client';
import { post } from '@docket/domain/ledger/post';
import { change } from '@docket/domain/spine/emit';
import { requestWithdrawal } from '@docket/domain/wallet/request-withdrawal';
import { newId } from '@docket/runtime/id';
import { testCtx } from './builders.ts';

/** Puts money into a wallet, minor units of INR. */
async function fundWallet(db: Db, userId: string, amount: number): Promise<void> {
  const amountMinor = BigInt(amount);
  await change(testCtx(db), (tx) =>
    post(tx, [
      {
        kind: 'test.funded',
        subject: { kind: 'adjustment', id: newId() },
        entries: [
          { account: { role: 'bank', owner: 'house', currency: 'INR' }, side: 'debit', amountMinor },
          { account: { role: 'customer_wallet', owner: userId, currency: 'INR' }, side: 'credit', amountMinor },
        ],
      },
    ]),
  );
}

/**
 * So many withdrawals of a user's, who is given the money for them: the first is with the bank, which is asked again in an hour, the others wait.
 * @param name in which the account is
 * @returns their ids, in order
 */
export async function makeWithdrawals(db: Db, userId: string, count: number, name: string): Promise<string[]> {
  const { rows } = await db.pool.query<{ userId: string; username: string; role: 'user' }>(
    'SELECT id AS "userId", username, role FROM users WHERE id = $1',
    [userId],
  );
  const [user] = rows;
  if (user === undefined) throw new Error(`there is no user ${userId}`);
  const amount = 70_050;
  await fundWallet(db, userId, amount * count);
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const destination = { type: 'in_account', accountNumber: '123456789012', ifsc: 'SBIN0001234', name } as const;
    const ctx = testCtx(db, { ...user, kind: 'user', sessionId: newId() });
    const asked = await requestWithdrawal(ctx, { amount, currency: 'INR', destination, idempotencyKey: null });
    ids.push(asked.withdrawalId);
    if (n > 0) continue;
    await db.pool.query(
      `UPDATE withdrawals SET status = 'SENT', attempt = 1, provider_ref = 'p-1', next_look_at = now() + interval '1 hour' WHERE id = $1`,
      [asked.withdrawalId],
    );
  }
  return ids;
}
