import type { Db } from '@docket/db/client';
import { newId } from '@docket/runtime/id';
import { closeDb, makeUser, openDb, testCtx, type TestUser } from '@docket/testing/builders';
import { createTestDatabase } from '@docket/testing/database';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkInvariants } from '../invariants.ts';
import { balanceOf } from '../ledger/balance.ts';
import { post } from '../ledger/post.ts';
import { change } from '../spine/emit.ts';
import { assignBreak, closeBreak, commentBreak } from './decide-break.ts';
import { ACCOUNT, camt053, type Booked } from '@docket/testing/camt053';
import { getBreak } from './get-break.ts';
import { breakFigures, listBreaks } from './list-breaks.ts';
import { listStatements } from './list-statements.ts';
import { reconcile } from './reconcile.ts';
import { previewStatement, uploadStatement } from './upload.ts';

const HOUR = 3_600_000;
const ago = (hours: number): string => new Date(Date.now() - hours * HOUR).toISOString();

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let db: Db;
let admin: TestUser;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDb(database.url);
  admin = await makeUser(db, 'admin');
});
afterAll(async () => {
  await closeDb(db);
  await database.drop();
});
/** Each test has a provider of its own, and so books and statements of its own. */
let provider: string;
beforeEach(() => {
  provider = `bank-${newId()}`;
});

const ctx = () => testCtx(db, admin);
const upload = (entries: readonly Booked[], options: Parameters<typeof camt053>[1] = {}) =>
  uploadStatement(ctx(), { bytes: camt053(entries, options), provider });
const again = (timingSeconds?: number) =>
  change(ctx(), (tx) => reconcile(tx, { provider, ...(timingSeconds === undefined ? {} : { timingSeconds }) }));

type Moved = 'payment.captured' | 'refund.paid' | 'withdrawal.paid' | 'withdrawal.returned';
const SUBJECTS = {
  'payment.captured': 'payment',
  'refund.paid': 'refund',
  'withdrawal.paid': 'withdrawal',
  'withdrawal.returned': 'withdrawal',
} as const;

/** Our books say that money moved at the provider; below nothing: out. */
async function book(kind: Moved, id: string, amount: number): Promise<void> {
  const amountMinor = BigInt(Math.abs(amount));
  const there = { role: 'provider_receivable', owner: provider, currency: 'INR' } as const;
  const other = { role: 'merchant_payable', owner: 'house', currency: 'INR' } as const;
  await change(ctx(), (tx) =>
    post(tx, [
      {
        kind,
        subject: { kind: SUBJECTS[kind], id },
        entries: [
          { account: amount > 0 ? there : other, side: 'debit', amountMinor },
          { account: amount > 0 ? other : there, side: 'credit', amountMinor },
        ],
      },
    ]),
  );
}

async function open(): Promise<{ id: string; said: string }[]> {
  const { data } = await listBreaks(ctx(), { status: 'OPEN', limit: 100 });
  return data
    .filter((each) => each.provider === provider)
    .map(({ breakId, type, kind, differenceMinor }) => ({ id: breakId, said: `${type} ${kind} ${differenceMinor}` }));
}
const said = async () => (await open()).map((each) => each.said).toSorted();
async function booksSay(): Promise<bigint> {
  const { balance } = await balanceOf(db.pool, { role: 'provider_receivable', owner: provider, currency: 'INR' });
  return balance;
}
/** Ordered, as the area of payments writes it. */
const order = (id: string, amount: number) =>
  db.pool.query(
    `INSERT INTO refunds (id, payment_id, attempt_id, amount_minor, currency, reason, cause, status, transfer_id) VALUES ($1, $2, $2, $3, 'INR', 'requested', 'x', 'DONE', 'x')`,
    [id, newId(), amount],
  );
const broken = async () =>
  (await checkInvariants(ctx())).invariants
    .filter(
      ({ ok, name, examples }) =>
        !ok && name.startsWith('statements') && JSON.stringify(examples).includes(`"${provider}"`),
    )
    .map(({ name }) => name);

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

describe('a difference', () => {
  it('of time is one that ends by itself when the other side comes, or is missing after an hour', async () => {
    const [late, never] = [newId(), newId()];
    await upload([
      { kind: 'payment', amountMinor: 500, reference: late },
      { kind: 'payment', amountMinor: 700, reference: never },
    ]);
    expect(await said()).toEqual(['timing payment 500', 'timing payment 700']);
    const before = await open();
    await book('payment.captured', late, 500);
    expect(await again()).toMatchObject({ settled: 1, closed: 1 });
    expect(await again(0)).toMatchObject({ settled: 0, opened: 0, closed: 0 });
    expect(await said()).toEqual(['missing_here payment 700']);
    const ended = await getBreak(ctx(), { id: before.find((each) => each.said.endsWith('500'))?.id ?? '' });
    expect(ended).toMatchObject({ status: 'SETTLED', closed: null });
    expect(ended.notes.map(({ what, by }) => [what, by])).toEqual([
      ['opened', null],
      ['settled', null],
    ]);
    expect(await again(0)).toEqual({ settled: 0, opened: 0, closed: 0 });
  });

  it('is missing there where the statements reach further than our books', async () => {
    const id = newId();
    await book('payment.captured', id, 500);
    // Nothing is missed before a statement reaches as far.
    await upload([{ kind: 'payment', amountMinor: 1, reference: newId(), bookedAt: ago(1) }], { id: 'early' });
    expect(await said()).toEqual(['missing_here payment 1']);
    await upload([{ kind: 'payment', amountMinor: 2, reference: newId() }]);
    expect(await said()).toEqual(['missing_here payment 1', 'timing payment -500', 'timing payment 2']);
    await again(0);
    expect(await said()).toContain('missing_there payment -500');
    await upload([{ kind: 'payment', amountMinor: 500, reference: id }]);
    expect(await said()).not.toContain('missing_there payment -500');
    expect(await broken()).toEqual([]);
  });

  it('of amount has both sides; what comes twice is a duplicate', async () => {
    const [wrong, twice] = [newId(), newId()];
    await order(wrong, 100);
    await order(twice, 300);
    await book('refund.paid', wrong, -100);
    await book('refund.paid', twice, -300);
    await upload([
      { kind: 'refund', amountMinor: -110, reference: wrong },
      { kind: 'refund', amountMinor: -300, reference: twice },
      { kind: 'refund', amountMinor: -300, reference: `${twice}:1` },
    ]);
    expect(await said()).toEqual(['amount refund -10', 'duplicate refund -300']);
    const [amount] = (await open()).filter((each) => each.said.startsWith('amount'));
    expect(await getBreak(ctx(), { id: amount?.id ?? '' })).toMatchObject({
      bankMinor: -110,
      bookMinor: -100,
      bank: { amountMinor: -110 },
      book: { amountMinor: -100 },
    });
    // Both are more than was ordered.
    expect(await broken()).toEqual(['statements: no more refunded than ordered']);
  });

  it('of fees is a break where the provider kept another than agreed; either way it is in the books', async () => {
    provider = 'bank';
    const [right, wrong] = [newId(), newId()];
    for (const id of [right, wrong]) {
      await db.pool.query(
        `INSERT INTO payment_attempts (id, payment_id, provider, method, status, amount_minor, currency, received_minor, received_currency, deadline)
         VALUES ($1, $2, 'bank', 'card', 'CAPTURED', 12345, 'INR', 12345, 'INR', now())`,
        [id, newId()],
      );
      await book('payment.captured', id, 12_345);
    }
    await upload([
      { kind: 'payment', amountMinor: 12_345, reference: right },
      { kind: 'fee', amountMinor: -247, reference: right },
      { kind: 'payment', amountMinor: 12_345, reference: wrong },
      { kind: 'fee', amountMinor: -300, reference: wrong },
    ]);
    expect(await said()).toEqual(['fee fee -53']);
    expect(await booksSay()).toBe(24_690n - 547n);
    const [fee] = await open();
    await closeBreak(ctx(), { id: fee?.id ?? '', reason: 'They will not budge.' });
    expect(await booksSay()).toBe(24_690n - 547n);
    expect(await broken()).toEqual([]);
  });

  it('that a payout came back before we booked it is none', async () => {
    const [failed, returned] = [newId(), newId()];
    await book('withdrawal.paid', returned, -20);
    await upload([
      { kind: 'payout', amountMinor: -10, reference: failed },
      { kind: 'payout_returned', amountMinor: 10, reference: failed },
      { kind: 'payout', amountMinor: -20, reference: returned },
    ]);
    expect(await said()).toEqual([]);
    await upload([{ kind: 'payout_returned', amountMinor: 20, reference: returned }]);
    expect(await said()).toEqual(['timing payout_return 20']);
    await book('withdrawal.returned', returned, 20);
    await again();
    expect(await said()).toEqual([]);
    expect(await broken()).toEqual([]);
  });

  it('is counted by type and age', async () => {
    await upload(
      [0, 2, 30, 100, 1_000].map((hours) => ({
        kind: 'payment',
        amountMinor: 1,
        reference: newId(),
        bookedAt: ago(hours),
      })),
    );
    const ages = await Promise.all(
      (['hour', 'day', 'three_days', 'week', 'older'] as const).map(async (age) => {
        const { data } = await listBreaks(ctx(), { status: 'OPEN', age, limit: 100 });
        return data.filter((each) => each.provider === provider).length;
      }),
    );
    expect(ages).toEqual([1, 1, 1, 1, 1]);
    const { open: figures } = await breakFigures(ctx());
    for (const age of ['day', 'three_days', 'week', 'older'] as const)
      expect(figures.find((each) => each.age === age && each.type === 'missing_here')?.count).toBeGreaterThan(0);
    expect(figures.some((each) => each.age === 'hour' && each.type === 'timing')).toBe(true);
  });
});

describe('an admin', () => {
  it('takes a break, writes to it and closes it for a reason; the difference is in suspense, and all of it is told', async () => {
    await upload([{ kind: 'payment', amountMinor: 700, reference: 'a cheque', bookedAt: ago(3) }]);
    const [{ id } = { id: '' }] = await open();
    await assignBreak(ctx(), { id, to: 'me' });
    await assignBreak(ctx(), { id, to: 'me' });
    await commentBreak(ctx(), { id, text: 'Asked the bank.', idempotencyKey: null });
    const closed = await closeBreak(ctx(), { id, reason: 'A present.' });
    expect(await closeBreak(ctx(), { id, reason: 'Another reason.' })).toEqual(closed);
    expect(closed).toMatchObject({
      status: 'CLOSED',
      assignedTo: admin.username,
      closed: { by: admin.username, reason: 'A present.' },
    });
    expect(closed.notes.map(({ what, by, text }) => [what, by, text])).toEqual([
      ['opened', null, 'missing_here'],
      ['assigned', admin.username, 'me'],
      ['comment', admin.username, 'Asked the bank.'],
      ['closed', admin.username, 'A present.'],
    ]);
    expect(await booksSay()).toBe(700n);
    expect(await again(0)).toEqual({ settled: 0, opened: 0, closed: 0 });
    expect(await broken()).toEqual([]);
  });

  it('closes what the bank has not; what comes afterwards is a break of its own', async () => {
    const id = newId();
    await book('payment.captured', id, 500);
    await upload([{ kind: 'payment', amountMinor: 1, reference: newId() }]);
    await again(0);
    const missing = (await open()).find((each) => each.said === 'missing_there payment -500');
    await closeBreak(ctx(), { id: missing?.id ?? '', reason: 'It never came.' });
    expect(await booksSay()).toBe(0n);
    await upload([{ kind: 'payment', amountMinor: 500, reference: id, bookedAt: ago(2) }]);
    expect(await said()).toContain('missing_here payment 500');
    expect(await broken()).toEqual([]);
  });

  it('does not close what may still come, nor what has ended by itself; and nobody else does', async () => {
    const reference = newId();
    await upload([{ kind: 'payment', amountMinor: 500, reference }]);
    const [{ id } = { id: '' }] = await open();
    await expect(closeBreak(ctx(), { id, reason: 'No.' })).rejects.toMatchObject({ code: 'break_on_its_way' });
    const user = testCtx(db, await makeUser(db));
    await expect(closeBreak(user, { id, reason: 'No.' })).rejects.toMatchObject({ code: 'forbidden' });
    await book('payment.captured', reference, 500);
    await again();
    await expect(closeBreak(ctx(), { id, reason: 'No.' })).rejects.toMatchObject({ code: 'break_closed' });
    await expect(closeBreak(ctx(), { id: newId(), reason: 'No.' })).rejects.toMatchObject({ code: 'break_not_found' });
  });
});

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
