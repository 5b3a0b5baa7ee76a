import { newId } from '@docket/runtime/id';
import { makeUser } from '@docket/testing/builders';
import { testCtx } from '@docket/testing/builders';
import { describe, expect, it } from 'vitest';
import { db } from '../spine/fixtures.ts';
import { assignBreak, closeBreak, commentBreak } from './decide-break.ts';
import { getBreak } from './get-break.ts';
import { breakFigures, listBreaks } from './list-breaks.ts';
import {
  admin,
  ago,
  again,
  book,
  booksSay,
  broken,
  ctx,
  open,
  order,
  provider,
  said,
  upload,
  workWith,
  setUpReconciliation,
} from './fixtures.ts';

setUpReconciliation();

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
    workWith('bank');
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
