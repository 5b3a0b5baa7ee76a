import { describe, expect, it } from 'vitest';
import type { Db } from '@docket/db/client';
import { newId } from '@docket/runtime/id';
import { testCtx } from '@docket/testing/builders';
import { withoutClause } from '@docket/testing/guards';
import { balanceOf } from '../ledger/balance.ts';
import { change } from '../spine/emit.ts';
import { brokenRules, db, ownDatabase, setUpDatabase } from '../spine/fixtures.ts';
import { walletOf } from './accounts.ts';
import { advanceWithdrawals } from './advance-withdrawals.ts';
import { SmallBank, userWith, withdraw } from './fixtures.ts';
import { captureFromWallet, reserveFromWallet } from './pay.ts';

setUpDatabase();

/** Ten who take a third out of a wallet, and ten who pay a third with it, all at once. @returns what is left, and what the rules say */
async function rush(of: Db): Promise<{ readonly left: bigint; readonly taken: number }> {
  const user = await userWith(of, 90);
  const { userId } = user;
  const pay = () =>
    change(testCtx(of), async (tx) => {
      const money = { amountMinor: 30n, currency: 'INR' };
      await captureFromWallet(tx, await reserveFromWallet(tx, { userId, attemptId: newId(), ...money }));
    });
  const all = await Promise.allSettled(
    Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? withdraw(of, user, 30) : pay())),
  );
  await advanceWithdrawals(testCtx(of), { userId }, new SmallBank());
  const { balance } = await balanceOf(of.pool, walletOf(userId, 'INR'));
  return { left: balance, taken: all.filter(({ status }) => status === 'fulfilled').length };
}

describe('a wallet that many take out of and pay with at once', () => {
  it('gives exactly what is in it', async () => {
    expect(await rush(db)).toEqual({ left: 0n, taken: 3 });
    expect(await brokenRules(db)).toEqual([]);
  });

  it('gives more without the CHECK, and the rules say so (negative control)', async () => {
    const own = await ownDatabase();
    await own.pool.query('ALTER TABLE ledger_accounts DROP CONSTRAINT ledger_accounts_not_overdrawn');
    expect((await rush(own)).left).toBeLessThan(0n);
    expect(await brokenRules(own)).toContain('ledger: nothing overdrawn');
  });
});

describe('a worker that was overtaken while the bank was slow', () => {
  /** It hears at last that the payout failed; another has heard since that it is under way. @returns what is written in the end */
  async function overtaken(of: Db): Promise<string> {
    const user = await userWith(of, 100);
    const { userId } = user;
    await withdraw(of, user, 10);
    const [bank, asked, wake] = [
      new SmallBank(),
      Promise.withResolvers<undefined>(),
      Promise.withResolvers<undefined>(),
    ];
    bank.after = () => {
      asked.resolve(undefined);
      return wake.promise;
    };
    const slow = advanceWithdrawals(testCtx(of), { userId }, bank);
    await asked.promise;
    // Its lease is over.
    await of.pool.query(`UPDATE withdrawals SET lease_until = now() - interval '1 second' WHERE user_id = $1`, [
      userId,
    ]);
    bank.state = () => 'pending';
    await advanceWithdrawals(testCtx(of), { userId }, bank);
    bank.state = () => 'failed';
    wake.resolve(undefined);
    await slow.catch(() => undefined);
    const { rows } = await of.pool.query<{ status: string }>('SELECT status FROM withdrawals WHERE user_id = $1', [
      userId,
    ]);
    return rows[0]?.status ?? '';
  }

  it('writes nothing', async () => {
    expect(await overtaken(db)).toBe('SENT');
  });

  it('gives the money back that the bank is paying out, without the fence (negative control)', async () => {
    const own = await ownDatabase();
    withoutClause(own, 'conclude_withdrawal', ' AND attempt = $2', ' AND ($2::int IS NULL OR true)');
    expect(await overtaken(own)).toBe('FAILED');
  });
});
