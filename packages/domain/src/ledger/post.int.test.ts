import { describe, expect, it } from 'vitest';
import type { Db } from '@docket/db/client';
import { newId } from '@docket/runtime/id';
import { testCtx } from '@docket/testing/builders';
import { withoutGuard } from '@docket/testing/guards';
import { inTheMiddle } from '../reservation/fixtures.ts';
import { brokenRules, db, ownDatabase, setUpDatabase } from '../spine/fixtures.ts';
import { balanceOf } from './balance.ts';
import { account, move, postIn, settleIn, transfer, voidIn, wallet } from './fixtures.ts';
import { rollUp } from './roll-up.ts';
import type { AccountRef } from './transfer.ts';

setUpDatabase();

const fees = account('fees');
const bank = account('bank');

/** A wallet with some money in it. */
async function walletWith(of: Db, amount: number): Promise<AccountRef> {
  const mine = wallet(newId());
  await postIn(of, [transfer(newId(), move(bank, mine, amount))]);
  return mine;
}

async function available(of: Db, ref: AccountRef): Promise<number> {
  return Number((await balanceOf(of.pool, ref)).available);
}

describe('a transfer', () => {
  it('moves money, all of a call in one go', async () => {
    const [a, b] = [wallet(newId()), wallet(newId())];
    const ids = await postIn(db, [
      transfer(newId(), move(bank, a, 1_000)),
      transfer(newId(), [...move(a, b, 300), ...move(a, fees, 20)]),
    ]);
    expect(new Set(ids).size).toBe(2);
    expect([await available(db, a), await available(db, b)]).toEqual([680, 300]);
  });

  it('happens once for its kind and subject, and says when it would be another', async () => {
    const mine = wallet(newId());
    const id = newId();
    const again = () => postIn(db, [transfer(id, move(bank, mine, 500))]);
    const all = await Promise.all([again(), again(), again()]);
    expect(new Set(all.flat()).size).toBe(1);
    expect(await available(db, mine)).toBe(500);
    await expect(postIn(db, [transfer(id, move(bank, mine, 501))])).rejects.toThrow(/other entries/);
    await expect(postIn(db, [transfer(id, move(bank, mine, 500), { pending: true })])).rejects.toThrow(/other entries/);
    await postIn(db, [transfer(id, move(bank, mine, 7), { kind: 'test.other' })]);
    expect(await available(db, mine)).toBe(507);
  });

  it('whose sides differ, or that is of nothing, is refused', async () => {
    const mine = wallet(newId());
    const uneven = [...move(bank, mine, 5), { account: fees, side: 'credit' as const, amountMinor: 1n }];
    await expect(postIn(db, [transfer(newId(), uneven)])).rejects.toThrow(/debits and credits/);
    const twoCurrencies = move(account('bank', 'house', 'EUR'), mine, 5);
    await expect(postIn(db, [transfer(newId(), twoCurrencies)])).rejects.toThrow(/debits and credits/);
    await expect(postIn(db, [transfer(newId(), move(bank, mine, 0))])).rejects.toThrow(/ledger_entries_amount/);
    await expect(postIn(db, [transfer(newId(), move(bank, mine, -5))])).rejects.toThrow(/shrink/);
  });

  it('of which sides differ is written without the trigger, and the invariants see it (negative control)', async () => {
    const own = await ownDatabase();
    await own.pool.query('DROP TRIGGER ledger_entries_balanced ON ledger_entries');
    await postIn(own, [transfer(newId(), [{ account: fees, side: 'credit', amountMinor: 1n }])]);
    expect(await brokenRules(own)).toEqual(['ledger: debits are credits']);
  });

  it('is never changed or removed, and no sum shrinks', async () => {
    const mine = await walletWith(db, 100);
    for (const table of ['ledger_transfers', 'ledger_entries', 'ledger_accounts'])
      await expect(db.pool.query(`DELETE FROM ${table}`)).rejects.toThrow(/never changed/);
    await expect(db.pool.query('UPDATE ledger_entries SET amount = amount + 1')).rejects.toThrow(/never changed/);
    await expect(db.pool.query(`UPDATE ledger_transfers SET kind = 'x'`)).rejects.toThrow(/never changed/);
    await expect(db.pool.query('TRUNCATE ledger_entries')).rejects.toThrow(/never changed/);
    const shrink = (column: string) =>
      db.pool.query(`UPDATE ledger_accounts SET ${column} = ${column} - 1 WHERE owner = $1`, [mine.owner]);
    await expect(shrink('credits_posted')).rejects.toThrow(/shrink/);
    await expect(
      db.pool.query('UPDATE ledger_accounts SET owner = $2 WHERE owner = $1', [mine.owner, newId()]),
    ).rejects.toThrow(/another one/);
  });

  it('shrinks a sum without the trigger, and the invariants see it (negative control)', async () => {
    const own = await ownDatabase();
    await walletWith(own, 100);
    await own.pool.query('DROP TRIGGER ledger_accounts_grow ON ledger_accounts');
    await own.pool.query('UPDATE ledger_accounts SET credits_posted = credits_posted - 1 WHERE NOT may_overdraw');
    expect(await brokenRules(own)).toEqual(['ledger: sums are entries']);
  });
});

describe('an account that may not be overdrawn', () => {
  it('counts what is reserved as gone', async () => {
    const mine = await walletWith(db, 100);
    const [held = ''] = await postIn(db, [transfer(newId(), move(mine, fees, 70), { pending: true })]);
    const spend = (amount: number) => postIn(db, [transfer(newId(), move(mine, fees, amount))]);
    await expect(spend(31)).rejects.toMatchObject({ code: 'insufficient_funds' });
    await spend(30);
    await expect(spend(1)).rejects.toMatchObject({ code: 'insufficient_funds' });
    await voidIn(db, held);
    await spend(70);
    expect(await balanceOf(db.pool, mine)).toMatchObject({ balance: 0n, reserved: 0n, available: 0n });
  });

  it('does not count what is only coming', async () => {
    const mine = await walletWith(db, 10);
    const [coming = ''] = await postIn(db, [transfer(newId(), move(bank, mine, 90), { pending: true })]);
    expect(await balanceOf(db.pool, mine)).toMatchObject({ balance: 10n, coming: 90n, available: 10n });
    await expect(postIn(db, [transfer(newId(), move(mine, fees, 11))])).rejects.toMatchObject({
      code: 'insufficient_funds',
    });
    await settleIn(db, coming);
    await postIn(db, [transfer(newId(), move(mine, fees, 100))]);
  });

  async function rush(of: Db): Promise<number> {
    const mine = await walletWith(of, 100);
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, () => postIn(of, [transfer(newId(), move(mine, fees, 10))])),
    );
    return results.filter(({ status }) => status === 'fulfilled').length;
  }

  it('gives a crowd exactly what there is', async () => {
    expect(await rush(db)).toBe(10);
  });

  it('gives more than there is without the CHECK (negative control)', async () => {
    const own = await ownDatabase();
    await own.pool.query('ALTER TABLE ledger_accounts DROP CONSTRAINT ledger_accounts_not_overdrawn');
    expect(await rush(own)).toBe(20);
    expect(await brokenRules(own)).toEqual(['ledger: nothing overdrawn']);
  });
});

describe('what is reserved', () => {
  it('is posted or voided once, whoever comes together', async () => {
    const mine = await walletWith(db, 100);
    for (let round = 0; round < 10; round += 1) {
      const [held = ''] = await postIn(db, [transfer(newId(), move(mine, fees, 10), { pending: true })]);
      const results = await Promise.allSettled([
        settleIn(db, held),
        voidIn(db, held),
        settleIn(db, held),
        voidIn(db, held),
      ]);
      // Of each kind both, for the second changes nothing, or neither.
      const ok = results.map(({ status }) => status === 'fulfilled');
      expect([ok[0], ok[1]]).toEqual([ok[2], ok[3]]);
      expect(ok[0]).not.toBe(ok[1]);
    }
    const { balance, reserved } = await balanceOf(db.pool, mine);
    expect(reserved).toBe(0n);
    expect(Number(balance) % 10).toBe(0);
    await expect(settleIn(db, newId())).rejects.toThrow(/null value/);
  });

  it('is ended twice without the unique index, and the invariants see it (negative control)', async () => {
    const own = await ownDatabase();
    await own.pool.query('DROP INDEX ledger_transfers_pending_id_key');
    await own.pool.query('ALTER TABLE ledger_accounts DROP CONSTRAINT ledger_accounts_sums');
    const mine = await walletWith(own, 100);
    const [held = ''] = await postIn(own, [transfer(newId(), move(mine, fees, 10), { pending: true })]);
    await settleIn(own, held);
    await voidIn(own, held);
    expect(await brokenRules(own)).toContain('ledger: settled as reserved');
  });
});

describe('a hot account', () => {
  it('lets others write while one has not committed, and its balance is right at once', async () => {
    const [a, b] = [await walletWith(db, 100), await walletWith(db, 100)];
    const before = (await balanceOf(db.pool, fees)).balance;
    let waited = true;
    await inTheMiddle(
      db,
      (client) => client.query('SELECT ledger_write($1)', [JSON.stringify([stepFrom(a, 5)])]),
      async () => {
        await postIn(db, [transfer(newId(), move(b, fees, 7))]);
        waited = (await balanceOf(db.pool, fees)).balance !== before + 7n;
      },
    );
    expect(waited).toBe(false);
    expect((await balanceOf(db.pool, fees)).balance).toBe(before + 12n);
    await rollUp(testCtx(db));
    expect((await balanceOf(db.pool, fees)).balance).toBe(before + 12n);
    const { rows } = await db.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM ledger_unrolled');
    expect(rows[0]?.n).toBe(0);
  });

  function stepFrom(from: AccountRef, amount: number) {
    const entries = move(from, fees, amount).map((entry) => ({
      ...entry.account,
      side: entry.side,
      amount: String(entry.amountMinor),
    }));
    return { n: 0, id: newId(), does: 'post', kind: 'test', subject_kind: 'adjustment', subject_id: newId(), entries };
  }

  /** A house account that may not be overdrawn: many pay into it, and some are paid from it. */
  async function fund(of: Db): Promise<AccountRef> {
    const pot = account('suspense', newId());
    await postIn(of, [transfer(newId(), move(bank, pot, 50))]);
    await rollUp(testCtx(of));
    await of.pool.query('UPDATE ledger_accounts SET may_overdraw = false WHERE owner = $1', [pot.owner]);
    return pot;
  }

  async function race(of: Db): Promise<{ readonly paid: number; readonly left: number }> {
    const pot = await fund(of);
    const results = await Promise.all([
      ...Array.from({ length: 30 }, () =>
        postIn(of, [transfer(newId(), move(pot, bank, 10))]).then(
          () => true,
          () => false,
        ),
      ),
      ...Array.from({ length: 5 }, () => postIn(of, [transfer(newId(), move(bank, pot, 10))]).then(() => false)),
      rollUp(testCtx(of)).then(() => false),
    ]);
    return { paid: results.filter(Boolean).length, left: await available(of, pot) };
  }

  it('that may not be overdrawn is not, and what waits to be rolled up counts', async () => {
    const { paid, left } = await race(db);
    expect(paid).toBeGreaterThanOrEqual(5);
    expect(left).toBe(100 - paid * 10);
    expect(left).toBeGreaterThanOrEqual(0);
    const pot = await fund(db);
    await postIn(db, [transfer(newId(), move(bank, pot, 25))]);
    await postIn(db, [transfer(newId(), move(pot, bank, 75))]);
    expect(await available(db, pot)).toBe(0);
  });

  it('is overdrawn when it is not locked for what makes it less (negative control)', async () => {
    const own = await ownDatabase();
    await withoutGuard(own, 'ledger_write', 'NOT a.hot OR (NOT a.may_overdraw', 'NOT a.hot OR (false');
    const { paid, left } = await race(own);
    expect(paid).toBe(30);
    expect(left).toBeLessThan(0);
  });
});

it('leaves nothing that does not hold', async () => {
  await rollUp(testCtx(db));
  expect(await brokenRules(db)).toEqual([]);
});
