import { newId } from '@docket/runtime/id';
import { makeUser, testCtx } from '@docket/testing/builders';
import { expect, it, vi } from 'vitest';
import { brokenRules, db, setUpDatabase } from '../../spine/fixtures.ts';
import { PRICE, Stage } from '../fixtures.ts';
import type { RefundTruth } from '../provider.ts';
import { giveRefundUp, parkRefund } from './operate.ts';
import { orderRefund } from './order.ts';
import { sendRefund } from './send.ts';

setUpDatabase();

/** A refund that its provider is asked for, and what an operator does before it has answered. */
async function asked(answer: RefundTruth['state'], meanwhile: 'at once' | 'late') {
  const stage = new Stage(db);
  const { paymentId, attemptId } = await stage.begin();
  stage.provider.tell(attemptId, { state: 'captured' });
  await stage.advance(paymentId);
  const operator = testCtx(db, await makeUser(db, 'admin'));
  const order = () => orderRefund(operator, { paymentId, idempotencyKey: newId() }, stage.things);
  const { refundId } = await order();
  stage.provider.refundState = answer;
  let refused: unknown;
  stage.provider.after = async (question) => {
    if (question !== 'refund') return;
    stage.provider.after = async () => undefined;
    await parkRefund(testCtx(db), { refundId, why: 'dead' }, stage.things);
    if (meanwhile === 'late')
      await db.pool.query(`UPDATE refunds SET lease_until = clock_timestamp() - interval '1 s' WHERE id = $1`, [
        refundId,
      ]);
    await giveRefundUp(operator, { refundId }, stage.things).catch((error: unknown) => (refused = error));
  };
  await sendRefund(testCtx(db), { refundId, by: 'worker' }, stage.providers, stage.things);
  return { stage, paymentId, order, refused };
}

it('a refund that its provider is being asked for is not given up before it has answered', async () => {
  const { stage, paymentId, refused } = await asked('done', 'at once');
  expect(refused).toMatchObject({ code: 'refund_in_progress' });
  expect(await stage.payment(paymentId)).toMatchObject({ status: 'REFUNDED', refunds: ['requested DONE'] });
  expect(await brokenRules(db)).toEqual([]);
});

it('one that was given up stays so, whatever its provider says of it later', async () => {
  for (const answer of ['failed', 'pending', 'done'] as const) {
    const { stage, paymentId, order, refused } = await asked(answer, 'late');
    expect(refused).toBeUndefined();
    expect(await stage.payment(paymentId)).toMatchObject({ status: 'DELIVERED', refunds: ['requested FAILED'] });
    // What it had set apart can be paid back in another way.
    expect(await order()).toMatchObject({ status: 'PENDING', amountMinor: PRICE });
    const { rows } = await db.pool.query<{ detail: string }>(
      `SELECT detail FROM payment_events WHERE payment_id = $1 AND what = 'answered after it was given up'`,
      [paymentId],
    );
    // Whoever decides on must know that the money may have gone.
    expect(rows).toHaveLength(answer === 'failed' ? 0 : 1);
  }
  expect(await brokenRules(db)).toEqual([]);
});

it('who asks is asked by what the refund is when it is theirs: not by an order that was refused since', async () => {
  const stage = new Stage(db);
  const { paymentId, attemptId } = await stage.begin();
  stage.provider.tell(attemptId, { state: 'captured' });
  await stage.advance(paymentId);
  const operator = testCtx(db, await makeUser(db, 'admin'));
  const { refundId } = await orderRefund(operator, { paymentId, idempotencyKey: newId() }, stage.things);
  const send = () => sendRefund(testCtx(db), { refundId, by: 'worker' }, stage.providers, stage.things);
  // Between the first look of one and their taking it, others had it refused, and ordered it anew.
  const query = db.pool.query.bind(db.pool) as (...args: unknown[]) => unknown;
  const others = async (): Promise<void> => {
    spy.mockRestore();
    for (const state of ['failed', 'pending'] as const) {
      stage.provider.refundState = state;
      await send();
    }
  };
  const spy = vi
    .spyOn(db.pool, 'query')
    .mockImplementation((...args: unknown[]): unknown =>
      JSON.stringify(args[0]).includes('take_refund') ? others().then(() => query(...args)) : query(...args),
    );
  await send();
  await send();
  expect([...stage.provider.refunds.keys()]).toEqual([refundId, `${refundId}:1`]);
  expect(await stage.payment(paymentId)).toMatchObject({ refunds: ['requested SENT'] });
});
