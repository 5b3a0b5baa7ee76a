import { newId } from '@docket/runtime/id';
import { testCtx } from '@docket/testing/builders';
import type { Db } from '@docket/db/client';
import { withoutGuard } from '@docket/testing/guards';
import { describe, expect, it } from 'vitest';
import { rollUp } from '../ledger/roll-up.ts';
import { change } from '../spine/emit.ts';
import { db, ownDatabase } from '../spine/fixtures.ts';
import { reconcile } from './reconcile.ts';
import { ago, again, book, booksSay, broken, provider, said, upload, setUpReconciliation } from './fixtures.ts';

setUpReconciliation();

it('a movement is matched with one entry only, whoever writes it', async () => {
  const reference = newId();
  await book('payment.captured', reference, 5);
  await upload([
    { kind: 'payment', amountMinor: 5, reference },
    { kind: 'payment', amountMinor: 5, reference },
  ]);
  const { rows } = await db.pool.query<{ id: string; movement_id: string | null }>(
    'SELECT id, movement_id FROM bank_entries WHERE provider = $1 ORDER BY id',
    [provider],
  );
  await expect(
    db.pool.query(`UPDATE bank_entries SET status = 'MATCHED', movement_id = $2, settled_at = now() WHERE id = $1`, [
      rows[1]?.id,
      rows[0]?.movement_id,
    ]),
  ).rejects.toThrow('bank_entries_movement');
});

it('many who reconcile at once do it once', async () => {
  const references = Array.from({ length: 50 }, () => newId());
  for (const reference of references) await book('payment.captured', reference, 5);
  const entries = references
    .slice(0, 40)
    .map((reference) => ({ ref: newId(), kind: 'payment', amountMinor: 5, reference, bookedAt: ago(0) }));
  await Promise.all([upload(entries, { id: 'x' }), upload(entries.slice(10), { id: 'y' }), again(), again(), again()]);
  await again();
  expect(await said()).toEqual(Array.from({ length: 10 }, () => 'timing payment -5'));
  expect(await broken()).toEqual([]);
});

it('a movement that commits after later ones is found all the same', async () => {
  const [first, second, before] = [newId(), newId(), newId()];
  await book('payment.captured', before, 1);
  await upload([
    { kind: 'payment', amountMinor: 1, reference: before },
    { kind: 'payment', amountMinor: 5, reference: first },
    { kind: 'payment', amountMinor: 7, reference: second },
  ]);
  await book('payment.captured', first, 5, async () => {
    await book('payment.captured', second, 7);
    expect(await again()).toMatchObject({ settled: 1 });
    expect(await said()).toEqual(['timing payment 5']);
  });
  expect(await again()).toMatchObject({ settled: 1, closed: 1 });
  expect(await broken()).toEqual([]);
});

describe('a transaction that stays open for longer than ten minutes', () => {
  /** An entry is written first and committed last, and in between others are copied that count as old. @returns how many of the three are copied */
  async function copied(of: Db): Promise<number> {
    const [early, late] = [newId(), newId()];
    await of.pool.query(
      `INSERT INTO statement_feeds (provider, currency, covered_until) VALUES ($1, 'INR', now() + interval '1 hour') ON CONFLICT DO NOTHING`,
      [provider],
    );
    const run = () => change(testCtx(of), (tx) => reconcile(tx, { provider }));
    // The account is there, so that nobody waits for whoever makes it.
    await book('payment.captured', newId(), 1, undefined, of);
    // Ten minutes are none here.
    await withoutGuard(of, 'copy_book_movements', `- interval '10 minutes'`);
    await book('payment.captured', early, 5, () => book('payment.captured', late, 7, undefined, of).then(run), of);
    await run();
    const { rows } = await of.pool.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM book_movements WHERE provider = $1',
      [provider],
    );
    return rows[0]?.n ?? -1;
  }

  it('has its movements found all the same', async () => {
    expect(await copied(await ownDatabase())).toBe(3);
  });

  it('loses them where nobody asks who still writes (negative control)', async () => {
    const own = await ownDatabase();
    await withoutGuard(own, 'copy_book_movements', `, min(s.xact_start) - interval '1 second'`);
    expect(await copied(own)).toBe(2);
  });

  it('is added to the sums of hot accounts once, whatever was rolled up meanwhile', async () => {
    await book('payment.captured', newId(), 1);
    const before = await booksSay();
    await book('payment.captured', newId(), 5, async () => {
      await book('payment.captured', newId(), 7);
      await rollUp(testCtx(db));
      expect(await booksSay()).toBe(before + 7n);
    });
    await rollUp(testCtx(db));
    await rollUp(testCtx(db));
    expect(await booksSay()).toBe(before + 12n);
    const { rows } = await db.pool.query(
      `SELECT (a.debits_posted - a.credits_posted)::int AS sum FROM ledger_accounts a WHERE a.role = 'provider_receivable' AND a.owner = $1`,
      [provider],
    );
    expect(rows).toEqual([{ sum: 13 }]);
  });
});

describe('reconciling at the same time', () => {
  /** Many runs at once over much that is new. @returns how many of them failed */
  async function rush(of: Db): Promise<number> {
    const run = () => change(testCtx(of), (tx) => reconcile(tx, { provider }));
    await of.pool.query(
      `INSERT INTO statement_feeds (provider, currency, covered_until) VALUES ($1, 'INR', now() + interval '1 hour')`,
      [provider],
    );
    await of.pool.query(
      `INSERT INTO book_movements (transfer_id, provider, currency, moved_at, amount_minor, kind, reference_id)
       SELECT gen_random_uuid(), $1, 'INR', now(), 5, 'payment', gen_random_uuid() FROM generate_series(1, 3000)`,
      [provider],
    );
    const runs = await Promise.allSettled([run(), run(), run(), run(), run(), run()]);
    return runs.filter(({ status }) => status === 'rejected').length;
  }

  it('is one after the other', async () => {
    expect(await rush(db)).toBe(0);
    const { rows } = await db.pool.query('SELECT count(*)::int AS n FROM reconciliation_breaks WHERE provider = $1', [
      provider,
    ]);
    expect(rows).toEqual([{ n: 3000 }]);
  });

  it('without its lock is refused by the index of breaks (negative control)', async () => {
    const own = await ownDatabase();
    await withoutGuard(own, 'reconcile', 'PERFORM lock_reconciliation(p_provider);');
    expect(await rush(own)).toBeGreaterThan(0);
    const { rows } = await own.pool.query('SELECT count(*)::int AS n FROM reconciliation_breaks');
    expect(rows).toEqual([{ n: 3000 }]);
  });
});
