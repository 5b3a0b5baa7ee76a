import { newId } from '@docket/runtime/id';
import { makeUser } from '@docket/testing/builders';
import { testCtx } from '@docket/testing/builders';
import { ACCOUNT, camt053 } from '@docket/testing/camt053';
import { describe, expect, it } from 'vitest';
import { db } from '../spine/fixtures.ts';
import { listStatements } from './list-statements.ts';
import { previewStatement, uploadStatement } from './upload.ts';
import { ago, book, broken, ctx, order, provider, said, upload, setUpReconciliation } from './fixtures.ts';

setUpReconciliation();

describe('a statement', () => {
  it('is matched with the books, entry by entry', async () => {
    const [paid, refunded, withdrawn] = [newId(), newId(), newId()];
    await book('payment.captured', paid, 190_000);
    await order(refunded, 40_000);
    await book('refund.paid', refunded, -40_000);
    await book('withdrawal.paid', withdrawn, -1_000);
    const { statements, settled, opened } = await upload([
      { kind: 'transfer', amountMinor: 190_000, reference: paid },
      // The third order of a refund is known by its number, too.
      { kind: 'refund', amountMinor: -40_000, reference: `${refunded}:3` },
      { kind: 'payout', amountMinor: -1_000, reference: withdrawn },
    ]);
    expect([settled, opened, statements[0]?.newEntries]).toEqual([3, 0, 3]);
    expect(await said()).toEqual([]);
    expect(await broken()).toEqual([]);
  });

  it('is the same one when it comes again, however often and at the same time', async () => {
    const entries = [{ ref: newId(), kind: 'payment', amountMinor: 100, reference: newId(), bookedAt: ago(2) }];
    const file = () => upload(entries, { id: 'one' });
    await Promise.all([file(), file(), file()]);
    const { data } = await listStatements(ctx(), { limit: 100 });
    expect(data.filter((each) => each.provider === provider)).toHaveLength(1);
    expect(await said()).toEqual(['missing_here payment 100']);
    // Its entries in another statement are the same entries.
    const { statements } = await upload(entries, { id: 'another' });
    expect(statements[0]).toMatchObject({ entries: 1, newEntries: 0 });
    expect(await said()).toHaveLength(1);
  });

  it('that says something else than before is refused as a whole', async () => {
    const ref = newId();
    const entry = { ref, kind: 'payment', amountMinor: 100, reference: newId(), bookedAt: ago(2) };
    await upload([entry], { id: 'one' });
    const other = { ...entry, ref: newId() };
    await expect(upload([other], { id: 'one' })).rejects.toMatchObject({ code: 'statement_differs' });
    await expect(upload([other, { ...entry, amountMinor: 101 }], { id: 'two' })).rejects.toMatchObject({
      code: 'statement_differs',
    });
    await expect(upload([other], { account: 'DE02100100100006820101' })).rejects.toMatchObject({
      code: 'statement_invalid',
    });
    // Looked at before it is taken, it is refused as it would be then.
    for (const [entries, options] of [
      [[other], { id: 'one' }],
      [[other, { ...entry, amountMinor: 101 }], { id: 'two' }],
      [[other], { account: 'DE02100100100006820101' }],
    ] as const) {
      const bytes = camt053(entries, options);
      const taken = await uploadStatement(ctx(), { bytes, provider }).catch((error: unknown) => error);
      expect(taken).toBeInstanceOf(Error);
      await expect(previewStatement(ctx(), { bytes, provider })).rejects.toEqual(taken);
    }
    const { rows } = await db.pool.query('SELECT count(*)::int AS n FROM bank_entries WHERE provider = $1', [provider]);
    expect(rows).toEqual([{ n: 1 }]);
  });

  it('is shown before it is taken, and nothing is stored', async () => {
    const ref = newId();
    const known = { ref, kind: 'payment', amountMinor: 100, reference: newId(), bookedAt: ago(2) };
    await upload([known]);
    const fresh = { kind: 'fee', amountMinor: -1, reference: newId() };
    const bytes = camt053([known, fresh], { id: 'seen' });
    for (const _ of [1, 2]) {
      const { statements } = await previewStatement(ctx(), { bytes, provider });
      expect(statements).toMatchObject([
        { account: ACCOUNT, entries: 2, newEntries: 1, known: false, first: [{ known: true }, { known: false }] },
      ]);
    }
    const user = testCtx(db, await makeUser(db));
    await expect(previewStatement(user, { bytes, provider })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(uploadStatement(user, { bytes, provider })).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('cannot be rewritten in the database either', async () => {
    await upload([{ kind: 'payment', amountMinor: 100, reference: newId() }]);
    for (const sql of [
      'UPDATE bank_entries SET amount_minor = 1 WHERE provider = $1',
      'DELETE FROM bank_entries WHERE provider = $1',
      'UPDATE bank_statements SET closing_minor = 0 WHERE provider = $1',
    ])
      await expect(db.pool.query(sql, [provider])).rejects.toThrow('neither changed nor removed');
  });
});

describe('days to come', () => {
  it('are none on which something was booked', async () => {
    const entry = { kind: 'payment', amountMinor: 100, reference: newId(), bookedAt: ago(-24 * 30) };
    await expect(upload([entry])).rejects.toMatchObject({ code: 'statement_invalid' });
    // Where the bank is it may be tomorrow.
    await upload([{ ...entry, bookedAt: ago(-20) }]);
  });

  it('are not covered by a statement that says it reaches so far', async () => {
    await book('payment.captured', newId(), 100);
    const until = '<FrToDt><ToDtTm>9000-01-01T00:00:00Z</ToDtTm></FrToDt><Acct>';
    const bytes = Buffer.from(camt053([]).toString().replace('<Acct>', until));
    await uploadStatement(ctx(), { bytes, provider });
    const { rows } = await db.pool.query(
      'SELECT covered_until <= clock_timestamp() AS past FROM statement_feeds WHERE provider = $1',
      [provider],
    );
    expect(rows).toEqual([{ past: true }]);
  });
});
