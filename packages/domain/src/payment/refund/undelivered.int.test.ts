import { newId } from '@docket/runtime/id';
import { makeUser, testCtx } from '@docket/testing/builders';
import { expect, it } from 'vitest';
import { brokenRules, db, setUpDatabase } from '../../spine/fixtures.ts';
import { PRICE, Stage } from '../fixtures.ts';
import { giveRefundUp, parkRefund } from './operate.ts';
import { orderRefund } from './order.ts';
import { sendRefund } from './send.ts';

setUpDatabase();

/** Paid for, while its area fails; `again`: the area is well, and the payment is looked at. */
async function undelivered(stage = new Stage(db)) {
  const { paymentId, attemptId } = await stage.begin();
  stage.provider.tell(attemptId, { state: 'captured' });
  stage.things.delivery = () => Promise.reject(new Error('the area is down'));
  await stage.advance(paymentId);
  expect(await stage.payment(paymentId)).toMatchObject({ status: 'CAPTURED', outcome: null });
  const operator = testCtx(db, await makeUser(db, 'admin'));
  return {
    stage,
    paymentId,
    refund: (amount?: number) => orderRefund(operator, { paymentId, amount, idempotencyKey: newId() }, stage.things),
    send: (refundId: string) => sendRefund(testCtx(db), { refundId, by: 'worker' }, stage.providers, stage.things),
    giveUp: async (refundId: string) => {
      await parkRefund(testCtx(db), { refundId, why: 'dead' }, stage.things);
      await giveRefundUp(operator, { refundId }, stage.things);
    },
    again: async () => {
      stage.things.delivery = async () => ({ delivered: true, note: null });
      await stage.advance(paymentId);
      return stage.payment(paymentId);
    },
  };
}

it('what an operator pays back before it could be delivered is delivered to nobody, and comes to an end', async () => {
  for (const sent of [false, true]) {
    const { stage, paymentId, refund, send, again } = await undelivered();
    const { refundId } = await refund();
    if (sent) await send(refundId);
    expect(await again()).toMatchObject({ outcome: 'undeliverable', deliveries: 0, captured: PRICE });
    await send(refundId);
    expect(await stage.payment(paymentId)).toMatchObject({ status: 'REFUNDED', refunded: PRICE });
    // Its thing waits for no money any more.
    expect(stage.things.failures).toHaveLength(1);
  }
  expect(await brokenRules(db)).toEqual([]);
});

it('nor is it delivered with the money of something else that its buyer has paid for', async () => {
  const stage = new Stage(db);
  const [one, other] = [await undelivered(stage), await undelivered(stage)];
  await one.refund();
  expect(await one.again()).toMatchObject({ outcome: 'undeliverable', deliveries: 0 });
  expect(await other.again()).toMatchObject({ status: 'DELIVERED', deliveries: 1 });
  expect(await brokenRules(db)).toEqual([]);
});

it('whose refund is given up is delivered after all', async () => {
  const { refund, giveUp, again } = await undelivered();
  await giveUp((await refund()).refundId);
  expect(await again()).toMatchObject({ status: 'DELIVERED', deliveries: 1, refunds: ['requested FAILED'] });
});

it('is paid back whole or not at all: of a part nobody could say what it buys', async () => {
  const { refund, again } = await undelivered();
  await expect(refund(PRICE - 1)).rejects.toMatchObject({ code: 'not_refundable' });
  expect(await again()).toMatchObject({ status: 'DELIVERED', refunds: [] });
  expect(await refund(1)).toMatchObject({ status: 'PENDING' });
});
