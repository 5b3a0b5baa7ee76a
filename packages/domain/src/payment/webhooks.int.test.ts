import { webhookBody, type WebhookBody } from '@docket/contracts/outgoing/events';
import { newId } from '@docket/runtime/id';
import { makeUser, testCtx } from '@docket/testing/builders';
import { beforeEach, expect, it } from 'vitest';
import { db, setUpDatabase } from '../spine/fixtures.ts';
import { PRICE, Stage } from './fixtures.ts';
import { orderRefund } from './refund/order.ts';
import { sendRefund } from './refund/send.ts';

setUpDatabase();
let stage: Stage;

beforeEach(async () => {
  stage = new Stage(db);
  await db.pool.query('DELETE FROM webhook_endpoints');
  await db.pool.query('DELETE FROM webhook_events');
});

/** Somebody who wants to be told of all that payments can tell. */
const wish = (status = 'ACTIVE') =>
  db.pool.query(
    `INSERT INTO webhook_endpoints (id, url, description, events, status, user_id)
     VALUES ($1, $2, '', '{payment.paid,payment.failed,payment.cancelled,refund.created,refund.done}', $3, $4)`,
    [newId(), `https://shop.example.org/${newId()}`, status, newId()],
  );

async function told(): Promise<WebhookBody[]> {
  const { rows } = await db.pool.query<{ body: string }>(
    'SELECT v.body FROM webhook_events v JOIN webhook_deliveries d ON d.event_id = v.id ORDER BY v.id',
  );
  return rows.map(({ body }) => webhookBody.parse(JSON.parse(body)));
}

it('a payment is told when its money has come, and its refunds as they go, each once', async () => {
  await wish();
  const { paymentId, attemptId, subjectId } = await stage.begin();
  expect(await told()).toEqual([]);
  stage.provider.tell(attemptId, { state: 'captured' });
  await Promise.all([stage.advance(paymentId), stage.advance(paymentId), stage.advance(paymentId)]);
  await stage.advance(paymentId);
  expect(await told()).toMatchObject([
    {
      type: 'payment.paid',
      data: { paymentId, bookingId: subjectId, status: 'DELIVERED', amountMinor: PRICE, method: 'netbanking' },
    },
  ]);
  const admin = testCtx(db, await makeUser(db, 'admin'));
  const keyed = { idempotencyKey: null, onReplay: () => undefined };
  const { refundId } = await orderRefund(admin, { paymentId, amount: 5_000, ...keyed }, stage.things);
  await sendRefund(testCtx(db), { refundId, by: 'worker' }, stage.providers, stage.things);
  await sendRefund(testCtx(db), { refundId, by: 'poller' }, stage.providers, stage.things);
  expect((await told()).slice(1)).toMatchObject([
    { type: 'refund.created', data: { refundId, paymentId, amountMinor: 5_000, status: 'PENDING' } },
    { type: 'refund.done', data: { refundId, status: 'DONE' } },
  ]);
});

it('a payment that fails is told for each try', async () => {
  await wish();
  const first = await stage.begin();
  stage.provider.tell(first.attemptId, { state: 'failed' });
  await stage.advance(first.paymentId);
  const second = await stage.begin(first.subjectId);
  stage.provider.tell(second.attemptId, { state: 'failed' });
  await stage.advance(second.paymentId);
  expect((await told()).map(({ type, data }) => [type, data['failure']])).toEqual([
    ['payment.failed', 'insufficient_funds'],
    ['payment.failed', 'insufficient_funds'],
  ]);
});

it('nothing is written down while nobody is to be told', async () => {
  await wish('PAUSED');
  const { paymentId, attemptId } = await stage.begin();
  stage.provider.tell(attemptId, { state: 'captured' });
  await stage.advance(paymentId);
  expect((await db.pool.query('SELECT FROM webhook_events')).rowCount).toBe(0);
});
