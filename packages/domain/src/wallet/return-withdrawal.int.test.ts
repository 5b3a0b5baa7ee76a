import { describe, expect, it } from 'vitest';
import type { Db } from '@docket/db/client';
import { testCtx, type TestUser } from '@docket/testing/builders';
import { withoutGuard } from '@docket/testing/guards';
import { balanceOf } from '../ledger/balance.ts';
import { brokenRules, db, ownDatabase, setUpDatabase } from '../spine/fixtures.ts';
import { walletOf } from './accounts.ts';
import { advanceWithdrawals } from './advance-withdrawals.ts';
import { noAnswer, SmallBank, userWith, withdraw } from './fixtures.ts';
import { getWithdrawal } from './get-withdrawal.ts';
import { lookAgainAtWithdrawals } from './look-again.ts';

setUpDatabase();

/** Somebody with 100, of which 70 were paid out. */
async function paidOut(of: Db) {
  const user = await userWith(of, 100);
  const bank = new SmallBank();
  const { withdrawalId: id } = await withdraw(of, user, 70);
  await advanceWithdrawals(testCtx(of), { userId: user.userId }, bank);
  return { user, bank, id, look: () => lookAgainAtWithdrawals(testCtx(of), [id], bank) };
}

const inWallet = async (of: Db, { userId }: TestUser) => (await balanceOf(of.pool, walletOf(userId, 'INR'))).balance;
const notices = async (of: Db, { userId }: TestUser) =>
  (await of.pool.query<{ kind: string }>('SELECT kind FROM notifications WHERE user_id = $1 ORDER BY id', [userId]))
    .rows;

describe('a payout that comes back after it was paid', () => {
  it('is in the wallet again, once, and its user is told', async () => {
    const { user, bank, id, look } = await paidOut(db);
    expect(await inWallet(db, user)).toBe(30n);
    // Somebody only says so.
    await look();
    expect(await getWithdrawal(testCtx(db, user), { id })).toMatchObject({ status: 'PAID' });
    bank.state = () => 'returned';
    await Promise.all([look(), look(), look(), look()]);
    await look();
    expect(await getWithdrawal(testCtx(db, user), { id })).toMatchObject({
      status: 'RETURNED',
      failure: 'account_closed',
    });
    expect(await inWallet(db, user)).toBe(100n);
    expect((await notices(db, user)).map(({ kind }) => kind)).toEqual(['withdrawal_ended', 'withdrawal_returned']);
    expect(await brokenRules(db)).toEqual([]);
    // It can be taken out again.
    bank.state = () => 'paid';
    await withdraw(db, user, 100);
    await advanceWithdrawals(testCtx(db), { userId: user.userId }, bank);
    expect(await inWallet(db, user)).toBe(0n);
  });

  it('stays paid while the bank does not answer', async () => {
    const { user, bank, id, look } = await paidOut(db);
    bank.before = noAnswer;
    expect((await look()).size).toBe(0);
    expect(await getWithdrawal(testCtx(db, user), { id })).toMatchObject({ status: 'PAID' });
  });

  it('before anybody here knew that it was paid, has failed', async () => {
    const user = await userWith(db, 100);
    const bank = new SmallBank();
    bank.state = () => 'returned';
    const { withdrawalId: id } = await withdraw(db, user, 70);
    await advanceWithdrawals(testCtx(db), { userId: user.userId }, bank);
    expect(await getWithdrawal(testCtx(db, user), { id })).toMatchObject({
      status: 'FAILED',
      failure: 'account_closed',
    });
    expect(await inWallet(db, user)).toBe(100n);
    expect(await brokenRules(db)).toEqual([]);
  });

  it('to somebody whose account is deleted since lies in suspense, for an operator', async () => {
    const { user, bank, id, look } = await paidOut(db);
    const suspense = { role: 'suspense', owner: 'house', currency: 'INR' } as const;
    const before = (await balanceOf(db.pool, suspense)).balance;
    await db.pool.query('UPDATE users SET deleted_at = now() WHERE id = $1', [user.userId]);
    bank.state = () => 'returned';
    await look();
    const { rows } = await db.pool.query('SELECT status FROM withdrawals WHERE id = $1', [id]);
    expect(rows).toEqual([{ status: 'RETURNED' }]);
    expect(await inWallet(db, user)).toBe(30n);
    expect((await balanceOf(db.pool, suspense)).balance - before).toBe(70n);
    expect(await brokenRules(db)).toEqual([]);
  });

  it('is not in the books twice where the state is no guard, for the ledger knows the transfer (negative control)', async () => {
    const own = await ownDatabase();
    const { user, bank, id, look } = await paidOut(own);
    bank.state = () => 'returned';
    await look();
    await own.pool.query(`UPDATE withdrawals SET status = 'PAID' WHERE id = $1`, [id]);
    expect(await brokenRules(own)).toContain('withdrawals: money as they stand');
    await look();
    expect(await inWallet(own, user)).toBe(100n);
    // Without either it is paid twice.
    await own.pool.query(`UPDATE withdrawals SET status = 'PAID' WHERE id = $1`, [id]);
    await own.pool.query('DROP INDEX ledger_transfers_once');
    await withoutGuard(own, 'ledger_write', 'ON CONFLICT DO NOTHING RETURNING id', 'RETURNING id');
    await look();
    expect(await inWallet(own, user)).toBe(170n);
  });
});
