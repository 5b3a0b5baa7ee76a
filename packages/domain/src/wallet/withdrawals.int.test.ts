import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Db } from '@docket/db/client';
import { newId } from '@docket/runtime/id';
import { testCtx, type TestUser } from '@docket/testing/builders';
import { withoutGuard } from '@docket/testing/guards';
import { balanceOf } from '../ledger/balance.ts';
import { ProviderRefused } from '../payment/provider.ts';
import { inTheMiddle } from '../reservation/fixtures.ts';
import { brokenRules, db, ownDatabase, setUpDatabase } from '../spine/fixtures.ts';
import { walletOf } from './accounts.ts';
import { advanceWithdrawals } from './advance-withdrawals.ts';
import { cancelWithdrawal } from './cancel-withdrawal.ts';
import { noAnswer, SmallBank, userWith, withdraw } from './fixtures.ts';
import { listWithdrawals } from './get-withdrawal.ts';
import { requestWithdrawal } from './request-withdrawal.ts';
import { lookAgainAtWithdrawals } from './look-again.ts';
import { sweepWithdrawals } from './sweep-withdrawals.ts';

setUpDatabase();

function moneyOf(of: Db, { userId }: TestUser) {
  return balanceOf(of.pool, walletOf(userId, 'INR'));
}

async function statuses(of: Db, { userId }: TestUser): Promise<string[]> {
  const { rows } = await of.pool.query<{ status: string }>(
    'SELECT status FROM withdrawals WHERE user_id = $1 ORDER BY sequence',
    [userId],
  );
  return rows.map(({ status }) => status);
}

const advance = (of: Db, { userId }: TestUser, bank: SmallBank, leaseSeconds?: number) =>
  advanceWithdrawals(testCtx(of), leaseSeconds === undefined ? { userId } : { userId, leaseSeconds }, bank);

/** Whatever is in flight is asked about at once. */
const hurry = (of: Db, { userId }: TestUser) =>
  of.pool.query('UPDATE withdrawals SET next_look_at = NULL WHERE user_id = $1', [userId]);

describe('a withdrawal', () => {
  it('is reserved when it is asked for, and gone when the bank has paid it', async () => {
    const user = await userWith(db, 100);
    await withdraw(db, user, 70);
    expect(await moneyOf(db, user)).toMatchObject({ balance: 100n, reserved: 70n, available: 30n });
    await expect(withdraw(db, user, 31)).rejects.toMatchObject({ code: 'insufficient_funds' });
    const bank = new SmallBank();
    await advance(db, user, bank);
    expect(await statuses(db, user)).toEqual(['PAID']);
    expect(await moneyOf(db, user)).toMatchObject({ balance: 30n, reserved: 0n });
    expect(bank.made.size).toBe(1);
  });

  it('goes to an IBAN that its country has', async () => {
    const user = await userWith(db, 100);
    const to = (iban: string) =>
      requestWithdrawal(testCtx(db, user), {
        amount: 1,
        currency: 'INR',
        destination: { type: 'iban', iban, name: 'Ada Lovelace' },
        idempotencyKey: null,
      });
    await expect(to('XX16NWBK60161331926819')).rejects.toMatchObject({ code: 'invalid_request' });
    expect(await to('GB29NWBK60161331926819')).toMatchObject({ destination: { to: 'GB29…6819' } });
    await advance(db, user, new SmallBank());
  });

  it('asked for twice with one key is one', async () => {
    const user = await userWith(db, 100);
    const [a, b] = await Promise.allSettled([withdraw(db, user, 60, 'k'), withdraw(db, user, 60, 'k')]);
    const again = await withdraw(db, user, 60, 'k');
    for (const one of [a, b])
      if (one.status === 'fulfilled') expect(one.value.withdrawalId).toBe(again.withdrawalId);
      else expect(one.reason).toMatchObject({ code: 'idempotency_in_progress' });
    await expect(withdraw(db, user, 61, 'k')).rejects.toMatchObject({ code: 'idempotency_mismatch' });
    expect(await statuses(db, user)).toEqual(['WAITING']);
  });

  it('that fails, or that the bank refuses, puts its money back, and the next goes on', async () => {
    const user = await userWith(db, 100);
    const bank = new SmallBank();
    const [first, second] = [await withdraw(db, user, 10), await withdraw(db, user, 20)];
    await withdraw(db, user, 30);
    bank.state = (reference) => (reference === first.withdrawalId ? 'failed' : 'paid');
    bank.before = (reference) =>
      reference === second.withdrawalId
        ? Promise.reject(new ProviderRefused('invalid_destination', 'no such account'))
        : Promise.resolve();
    await advance(db, user, bank);
    expect(await statuses(db, user)).toEqual(['FAILED', 'FAILED', 'PAID']);
    expect(await moneyOf(db, user)).toMatchObject({ balance: 70n, reserved: 0n });
    const { data } = await listWithdrawals(testCtx(db, user), { limit: 2 });
    expect(data.map(({ failure }) => failure)).toEqual([null, 'invalid_destination']);
  });

  it('that waits can be called off, and one that is taken up cannot', async () => {
    const user = await userWith(db, 100);
    const bank = new SmallBank();
    bank.before = noAnswer;
    const [first, second] = [await withdraw(db, user, 10), await withdraw(db, user, 20)];
    await advance(db, user, bank);
    const cancel = (id: string) => cancelWithdrawal(testCtx(db, user), { id });
    await expect(cancel(first.withdrawalId)).rejects.toMatchObject({ code: 'withdrawal_under_way' });
    expect(await cancel(second.withdrawalId)).toMatchObject({ status: 'CANCELLED' });
    expect(await cancel(second.withdrawalId)).toMatchObject({ status: 'CANCELLED' });
    expect(await moneyOf(db, user)).toMatchObject({ reserved: 10n });
    const other = await userWith(db, 1);
    await expect(cancelWithdrawal(testCtx(db, other), { id: first.withdrawalId })).rejects.toMatchObject({
      code: 'withdrawal_not_found',
    });
  });
});

describe('a withdrawal that is called off at the moment it is taken up', () => {
  async function takenUp(of: Db): Promise<number> {
    const user = await userWith(of, 100);
    const { withdrawalId } = await withdraw(of, user, 10);
    const { rows } = await inTheMiddle(
      of,
      (client) => client.query(`UPDATE withdrawals SET status = 'CANCELLED' WHERE id = $1`, [withdrawalId]),
      (client) => client.query('SELECT id FROM claim_withdrawal($1, 60)', [user.userId]),
    );
    return rows.length;
  }

  it('is not taken up', async () => {
    expect(await takenUp(await ownDatabase())).toBe(0);
  });

  it('is taken up where nobody looks again (negative control)', async () => {
    const own = await ownDatabase();
    await withoutGuard(own, 'claim_withdrawal', ' AND o.status = w.status AND o.attempt = w.attempt');
    expect(await takenUp(own)).toBe(1);
  });
});

describe('an outcome that is not known', () => {
  it('stops its own wallet until the bank has said it, and no other', async () => {
    const [stuck, other] = [await userWith(db, 100), await userWith(db, 100)];
    const bank = new SmallBank();
    const lost = await withdraw(db, stuck, 10);
    await withdraw(db, stuck, 20);
    await withdraw(db, other, 30);
    // It is made, and the answer is lost.
    bank.after = (reference) => (reference === lost.withdrawalId ? noAnswer() : Promise.resolve());
    await sweepWithdrawals(testCtx(db), bank);
    await Promise.all([advance(db, stuck, bank), advance(db, other, bank)]);
    expect(await statuses(db, stuck)).toEqual(['UNKNOWN', 'WAITING']);
    expect(await statuses(db, other)).toEqual(['PAID']);
    expect(await moneyOf(db, stuck)).toMatchObject({ reserved: 30n });
    const said = await lookAgainAtWithdrawals(testCtx(db), [lost.withdrawalId, newId(), 'whatever'], bank);
    expect([...said.values()].toSorted()).toEqual(['looked', 'unknown', 'unknown']);
    expect(said.get(lost.withdrawalId)).toBe('looked');
    expect(await statuses(db, stuck)).toEqual(['PAID', 'PAID']);
  });

  it('of a payout that the bank never heard of is made again with the same reference', async () => {
    const user = await userWith(db, 100);
    const bank = new SmallBank();
    bank.before = noAnswer;
    const { withdrawalId } = await withdraw(db, user, 10);
    await advance(db, user, bank);
    expect(await statuses(db, user)).toEqual(['UNKNOWN']);
    expect(bank.made.has(withdrawalId)).toBe(false);
    bank.before = () => Promise.resolve();
    await hurry(db, user);
    await sweepWithdrawals(testCtx(db), bank);
    expect(await statuses(db, user)).toEqual(['PAID']);
    expect(bank.made.has(withdrawalId)).toBe(true);
  });

  it('is waited for while the bank is at it', async () => {
    const user = await userWith(db, 100);
    const bank = new SmallBank();
    bank.state = () => 'pending';
    await withdraw(db, user, 10);
    await withdraw(db, user, 20);
    await advance(db, user, bank);
    expect(await statuses(db, user)).toEqual(['SENT', 'WAITING']);
    bank.state = () => 'paid';
    await advance(db, user, bank);
    expect(await statuses(db, user)).toEqual(['SENT', 'WAITING']);
    await hurry(db, user);
    await advance(db, user, bank);
    expect(await statuses(db, user)).toEqual(['PAID', 'PAID']);
  });
});

const MANY = 100;
const LEASE = 0.05;

/** Workers race for one wallet, and some die after the bank has heard them; the next takes over when the lease is over. */
async function race(of: Db): Promise<{ readonly bank: SmallBank; readonly asked: string[]; readonly user: TestUser }> {
  const user = await userWith(of, MANY * 10);
  const asked: string[] = [];
  for (let n = 0; n < MANY; n += 1) asked.push((await withdraw(of, user, 10)).withdrawalId);
  const bank = new SmallBank();
  let calls = 0;
  // Every seventh call never comes back to its worker, before or after the bank has done it.
  const mayDie = async (): Promise<void> => {
    calls += 1;
    if (calls % 7 === 0) await new Promise(() => undefined);
  };
  bank.before = mayDie;
  bank.after = mayDie;
  const until = performance.now() + 60_000;
  const worker = async (): Promise<void> => {
    while (performance.now() < until) {
      // What a dead worker was at it leaves; this one is its successor.
      await Promise.race([advance(of, user, bank, LEASE), sleep(4 * LEASE * 1_000)]);
      if ((await statuses(of, user)).every((status) => status === 'PAID')) return;
      await sleep(5);
    }
  };
  await Promise.allSettled(Array.from({ length: 4 }, worker));
  return { bank, asked, user };
}

describe('a hundred withdrawals of one wallet, with workers racing and dying', () => {
  it('are paid in the order asked, one at a time, each once', async () => {
    const { bank, asked, user } = await race(db);
    expect(new Set(await statuses(db, user))).toEqual(new Set(['PAID']));
    expect(bank.order).toEqual(asked);
    expect(bank.overlaps).toBe(0);
    expect(await moneyOf(db, user)).toMatchObject({ balance: 0n, reserved: 0n });
    expect(await brokenRules(db)).toEqual([]);
  }, 120_000);

  it('are under way together when one in flight does not stop the others (negative control)', async () => {
    const own = await ownDatabase();
    await own.pool.query('DROP INDEX withdrawals_one_in_flight');
    await withoutGuard(
      own,
      'claim_withdrawal',
      `o.status IN ('WAITING', 'SENDING', 'UNKNOWN', 'SENT')`,
      `o.status = 'WAITING'`,
    );
    const user = await userWith(own, 100);
    for (let n = 0; n < 10; n += 1) await withdraw(own, user, 10);
    const bank = new SmallBank();
    bank.after = () => sleep(500);
    await Promise.all(Array.from({ length: 4 }, () => advance(own, user, bank)));
    expect(bank.overlaps).toBeGreaterThan(0);
  });

  it('are refused by the index where the claim is not careful', async () => {
    const own = await ownDatabase();
    await withoutGuard(
      own,
      'claim_withdrawal',
      `o.status IN ('WAITING', 'SENDING', 'UNKNOWN', 'SENT')`,
      `o.status = 'WAITING'`,
    );
    const user = await userWith(own, 100);
    for (let n = 0; n < 4; n += 1) await withdraw(own, user, 10);
    const bank = new SmallBank();
    bank.after = () => sleep(500);
    const results = await Promise.allSettled(Array.from({ length: 4 }, () => advance(own, user, bank)));
    expect(results.some(({ status }) => status === 'rejected')).toBe(true);
    expect(bank.overlaps).toBe(0);
  });

  it('are not written by a worker that was overtaken', async () => {
    const user = await userWith(db, 100);
    const bank = new SmallBank();
    await withdraw(db, user, 10);
    const wake = Promise.withResolvers<undefined>();
    bank.after = () => wake.promise;
    bank.state = () => 'failed';
    const slow = advance(db, user, bank, LEASE);
    await sleep(4 * LEASE * 1_000);
    // The bank says something else by now: only the later worker's word counts.
    bank.state = () => 'pending';
    await advance(db, user, bank, LEASE);
    bank.state = () => 'failed';
    wake.resolve(undefined);
    await slow;
    expect(await statuses(db, user)).toEqual(['SENT']);
    expect(await moneyOf(db, user)).toMatchObject({ balance: 100n, reserved: 10n });
  });
});
