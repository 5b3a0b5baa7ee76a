import type { WebhookEndpoint } from '@docket/contracts/http/outgoing-webhook';
import { webhookBody } from '@docket/contracts/outgoing/events';
import { deliver } from '@docket/domain/outgoing-webhooks/deliver';
import { getDelivery, listDeliveries, replayDelivery, testEndpoint } from '@docket/domain/outgoing-webhooks/deliveries';
import {
  changeEndpoint,
  createEndpoint,
  getEndpoint,
  getSecret,
  removeEndpoint,
  rotateSecret,
} from '@docket/domain/outgoing-webhooks/endpoints';
import { publish, type Published } from '@docket/domain/outgoing-webhooks/publish';
import { DeliveryPump } from '@docket/domain/outgoing-webhooks/pump';
import { takeOutDeliveries } from '@docket/domain/outgoing-webhooks/take-out';
import { PAUSES } from '@docket/domain/outgoing-webhooks/schedule';
import { change } from '@docket/domain/spine/emit';
import { freePort } from '@docket/runtime/embedded/ports';
import { newId } from '@docket/runtime/id';
import { closeDb, makeUser, openDb, testCtx, type TestUser } from '@docket/testing/builders';
import { createTestDatabase } from '@docket/testing/database';
import { startStandIn, type HttpStandIn, type Received, type StandInAnswer } from '@docket/testing/http-stand-in';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCaller } from '../src/outgoing/call.ts';
import { createWebhookSender } from '../src/outgoing/webhook-sender.ts';

const OLD_KEY = 'the key before, that is only for tests';
const KEY = 'a key that is only for tests, 32 or more';

let db: ReturnType<typeof openDb>;
let drop: () => Promise<void>;
let manager: TestUser;
let merchant: HttpStandIn;
/** By path: what merchants answer; 204 without. */
const answers = new Map<string, (request: Received) => StandInAnswer | Promise<StandInAnswer>>();

beforeAll(async () => {
  const database = await createTestDatabase();
  db = openDb(database.url);
  drop = () => database.drop();
  merchant = await startStandIn((request) => answers.get(request.path)?.(request));
  manager = await makeUser(db, 'manager');
});
afterAll(async () => {
  await merchant.close();
  await closeDb(db);
  await drop();
});
beforeEach(async () => {
  answers.clear();
  await db.pool.query('DELETE FROM webhook_endpoints');
  await db.pool.query('DELETE FROM webhook_events');
});

const settings = { OUTGOING_WEBHOOK_SECRET: [KEY], NODE_ENV: 'test' } as const;
const ctx = (keys: readonly string[] = [KEY]) => ({
  ...testCtx(db, manager),
  settings: { ...testCtx(db).settings, ...settings, OUTGOING_WEBHOOK_SECRET: [...keys] },
});
const send = createWebhookSender(createCaller({ loopback: true, patienceMs: 2_000 }));
const pump = (keys?: readonly string[]) => new DeliveryPump({ ctx: ctx(keys), send, onDelivered: () => undefined });

let paths = 0;
async function endpoint(more: { readonly events?: WebhookEndpoint['events'] } = {}) {
  paths += 1;
  const path = `/hooks/${paths}`;
  const made = await createEndpoint(ctx(), {
    url: `${merchant.origin}${path}`,
    events: more.events ?? ['refund.done'],
    description: '',
  });
  return { ...made, path, id: made.endpointId, got: () => merchant.received.filter((one) => one.path === path) };
}

function refundDone(key: string = newId()): Published {
  const at = new Date('2026-11-30T10:00:00Z');
  return {
    type: 'refund.done',
    key,
    at,
    data: {
      refundId: newId(),
      paymentId: newId(),
      bookingId: newId(),
      amountMinor: 5_000,
      currency: 'INR',
      reason: 'requested',
      status: 'DONE',
      createdAt: at.toISOString(),
      updatedAt: at.toISOString(),
    },
  };
}

const tell = (...events: readonly Published[]) => change(testCtx(db), (tx) => publish(tx, events));

/** Sends what is due. */
async function sendDue(keys?: readonly string[]): Promise<void> {
  const one = pump(keys);
  await one.turn();
  await one.idle();
}
/** As time goes by: whatever waits is due now. */
const timePasses = () =>
  db.pool.query(`UPDATE webhook_deliveries SET next_try_at = now() - interval '1 second' WHERE status = 'PENDING'`);

const deliveries = async (id: string) => (await listDeliveries(ctx(), { id, limit: 50 })).data;
async function only(id: string) {
  const [one, ...more] = await deliveries(id);
  if (one === undefined || more.length > 0) expect.fail(`there are ${more.length + (one === undefined ? 0 : 1)}`);
  return one;
}

function verified(secret: string, { headers, body }: Received): unknown {
  const given = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => [name, String(headers[name])]);
  return new Webhook(secret).verify(body, Object.fromEntries(given));
}

describe('an event', () => {
  it('is called once to each endpoint that wants it, signed as Standard Webhooks says', async () => {
    const [one, two, other] = [await endpoint(), await endpoint(), await endpoint({ events: ['payment.paid'] })];
    await tell(refundDone('once'));
    await tell(refundDone('once'));
    await Promise.all([sendDue(), sendDue(), sendDue()]);
    await sendDue();
    expect([one.got().length, two.got().length, other.got().length]).toEqual([1, 1, 0]);
    const [got] = one.got();
    if (got === undefined) expect.fail('nothing came');
    const { secret } = await getSecret(ctx(), one);
    expect(webhookBody.parse(verified(secret, got))).toEqual({
      version: 1,
      id: got.headers['webhook-id'],
      type: 'refund.done',
      timestamp: '2026-11-30T10:00:00.000Z',
      data: expect.objectContaining({ amountMinor: 5_000, status: 'DONE' }),
    });
    expect(() => verified(secret, { ...got, body: got.body.replace('5000', '5001') })).toThrow();
    // The id is the event's, the secret the endpoint's own.
    const [same] = two.got();
    if (same === undefined) expect.fail('nothing came');
    expect(same.headers['webhook-id']).toBe(got.headers['webhook-id']);
    expect(() => verified(secret, same)).toThrow();
    expect(await only(one.id)).toMatchObject({
      status: 'DELIVERED',
      attempts: 1,
      lastStatus: 204,
      type: 'refund.done',
    });
  });

  it('is not told where what it is about did not happen', async () => {
    const one = await endpoint();
    await expect(
      change(testCtx(db), async (tx) => {
        await publish(tx, [refundDone()]);
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');
    await sendDue();
    expect(one.got()).toEqual([]);
  });

  it('is written down nowhere where nobody wants it', async () => {
    await endpoint({ events: ['payment.paid'] });
    await tell(refundDone());
    expect((await db.pool.query('SELECT FROM webhook_events')).rowCount).toBe(0);
  });

  it('reaches an endpoint once, however many workers send', async () => {
    const one = await endpoint();
    await tell(...Array.from({ length: 60 }, () => refundDone()));
    await Promise.all(Array.from({ length: 4 }, () => sendDue()));
    const ids = one.got().map(({ headers }) => headers['webhook-id']);
    expect([ids.length, new Set(ids).size]).toEqual([60, 60]);
  });

  it('that another has taken over is settled by that one alone; without its lease everybody would take it', async () => {
    const one = await endpoint();
    await tell(refundDone());
    const take = () => takeOutDeliveries(ctx(), { besides: [], only: null });
    const [slow] = await take();
    expect(await take()).toEqual([]);
    // As if its time were over.
    await timePasses();
    const [next] = await take();
    if (slow === undefined || next === undefined) expect.fail('it is not taken out');
    expect([next.id, next.fence]).toEqual([slow.id, slow.fence + 1]);
    expect(await deliver(ctx(), slow, send)).toBe('lost');
    expect((await only(one.id)).status).toBe('PENDING');
    expect(await deliver(ctx(), next, send)).toBe('delivered');
  });

  it('to one endpoint does not wait for another that is slow', async () => {
    const [slow, quick] = [await endpoint(), await endpoint()];
    let answer: () => void = () => undefined;
    answers.set(slow.path, () => new Promise((resolve) => (answer = () => resolve({ status: 200 }))));
    await tell(refundDone());
    const running = pump();
    await running.turn();
    await expect.poll(() => [slow.got().length, quick.got().length]).toEqual([1, 1]);
    await tell(refundDone());
    await running.turn();
    await expect.poll(() => [slow.got().length, quick.got().length]).toEqual([1, 2]);
    answer();
    await expect.poll(() => slow.got().length).toBe(2);
    answer();
    await running.stop();
  });
});

describe('a call that is not taken', () => {
  it('comes again with the same id, later and later, for three days; then the endpoint is disabled and its maker told', async () => {
    const one = await endpoint();
    answers.set(one.path, () => ({ status: 500, body: 'out of order' }));
    await tell(refundDone());
    for (const [at, pause] of PAUSES.entries()) {
      await sendDue();
      const { rows } = await db.pool.query<{ wait: number; attempts: number }>(
        'SELECT extract(epoch FROM next_try_at - clock_timestamp())::float8 AS wait, attempts FROM webhook_deliveries',
      );
      expect(rows[0]?.attempts).toBe(at + 1);
      expect(rows[0]?.wait).toBeGreaterThan(pause - 2);
      expect(rows[0]?.wait).toBeLessThanOrEqual(pause * 1.1);
      // Not before its time.
      await sendDue();
      expect(one.got()).toHaveLength(at + 1);
      await timePasses();
    }
    expect((await getEndpoint(ctx(), one)).failingSince).not.toBeNull();
    await db.pool.query(`UPDATE webhook_endpoints SET failing_since = now() - interval '3 days'`);
    await tell(refundDone());
    await sendDue();
    expect(new Set(one.got().map(({ headers }) => headers['webhook-id'])).size).toBe(2);
    expect((await getEndpoint(ctx(), one)).status).toBe('DISABLED');
    // The one that was young has failed with it.
    expect((await deliveries(one.id)).map(({ status }) => status)).toEqual(['FAILED', 'FAILED']);
    const { rows: told } = await db.pool.query('SELECT kind, data FROM notifications WHERE user_id = $1', [
      manager.userId,
    ]);
    expect(told).toMatchObject([{ kind: 'webhook_disabled', data: { endpointId: one.id, why: 'failing' } }]);
    await tell(refundDone());
    expect(await deliveries(one.id)).toHaveLength(2);

    const [oldest] = (await deliveries(one.id)).toReversed();
    const detail = await getDelivery(ctx(), { id: oldest?.deliveryId ?? '' });
    expect(detail.tries).toHaveLength(PAUSES.length + 1);
    expect(detail.tries[0]).toMatchObject({ status: 500, answer: 'out of order', error: null });
    expect(PAUSES.reduce((sum, pause) => sum + pause) / 86_400).toBeCloseTo(3, 0);

    // Turned on again, one can be replayed, and the rest are not.
    await expect(replayDelivery(ctx(), { id: detail.deliveryId })).rejects.toMatchObject({
      code: 'webhook_endpoint_off',
    });
    await changeEndpoint(ctx(), { id: one.id, status: 'ACTIVE' });
    answers.clear();
    await replayDelivery(ctx(), { id: detail.deliveryId });
    await sendDue();
    expect((await deliveries(one.id)).map(({ status }) => status).toSorted()).toEqual(['DELIVERED', 'FAILED']);
    expect(one.got().at(-1)?.headers['webhook-id']).toBe(detail.eventId);
    expect((await getEndpoint(ctx(), one)).failingSince).toBeNull();
  });

  it('does not disable an endpoint that takes others meanwhile', async () => {
    const one = await endpoint();
    answers.set(one.path, ({ body }) => ({ status: body.includes('"amountMinor":1,') ? 422 : 200 }));
    const poison = refundDone('poison');
    await tell({ ...poison, data: { ...poison.data, amountMinor: 1 } } as Published);
    await sendDue();
    await db.pool.query(`UPDATE webhook_endpoints SET failing_since = now() - interval '3 days'`);
    await tell(refundDone());
    await sendDue();
    await db.pool.query(`UPDATE webhook_deliveries SET attempts = $1, fence = fence + $1 WHERE status = 'PENDING'`, [
      PAUSES.length,
    ]);
    await timePasses();
    await sendDue();
    expect((await deliveries(one.id)).map(({ status }) => status)).toEqual(['DELIVERED', 'FAILED']);
    expect((await getEndpoint(ctx(), one)).status).toBe('ACTIVE');
  });

  it('comes no earlier than the endpoint asks for', async () => {
    const one = await endpoint();
    answers.set(one.path, () => ({ status: 503, headers: { 'retry-after': '600' } }));
    await tell(refundDone());
    await sendDue();
    const { nextTryAt } = await only(one.id);
    expect(Date.parse(nextTryAt ?? '') - Date.now()).toBeGreaterThan(590_000);
  });

  it('with 410 is the last', async () => {
    const one = await endpoint();
    answers.set(one.path, () => ({ status: 410 }));
    await tell(refundDone());
    await sendDue();
    expect(await only(one.id)).toMatchObject({ status: 'FAILED', lastStatus: 410 });
    expect((await getEndpoint(ctx(), one)).status).toBe('DISABLED');
  });

  it('is a redirect, which is not followed, or an address in our own network', async () => {
    const [away, hidden] = [await endpoint(), await endpoint()];
    answers.set(away.path, () => ({ status: 307, headers: { location: `${merchant.origin}/inside` } }));
    await tell(refundDone());
    // As in production, where a name has come to stand for this machine.
    await db.pool.query(
      `UPDATE webhook_endpoints SET url = replace(url, 'http://127.0.0.1', 'https://hooks.example.org') WHERE id = $1`,
      [hidden.id],
    );
    const guarded = createCaller({ loopback: false, resolve: async () => [{ address: '127.0.0.1', family: 4 }] });
    const running = new DeliveryPump({
      ctx: ctx(),
      onDelivered: () => undefined,
      send: (webhook) =>
        createWebhookSender(webhook.url.includes('hooks.example.org') ? guarded : createCaller({ loopback: true }))(
          webhook,
        ),
    });
    await running.turn();
    await running.idle();
    expect(await only(away.id)).toMatchObject({ status: 'PENDING', lastStatus: 307 });
    const { deliveryId } = await only(hidden.id);
    expect((await getDelivery(ctx(), { id: deliveryId })).tries).toMatchObject([
      { status: null, error: 'hooks.example.org stands for an address in a private network', answer: null },
    ]);
    expect(merchant.received.filter(({ path }) => path === '/inside' || path === hidden.path)).toEqual([]);
  });
});

describe('a secret', () => {
  it('is changed without a call that nobody can verify', async () => {
    const one = await endpoint();
    const before = (await getSecret(ctx(), one)).secret;
    await rotateSecret(ctx(), { id: one.id, from: 1, overlapHours: 24 });
    // Asked for twice, by whoever did not hear the answer, it is one change.
    await rotateSecret(ctx(), { id: one.id, from: 1, overlapHours: 24 });
    await expect(rotateSecret(ctx(), { id: one.id, from: 3, overlapHours: 24 })).rejects.toMatchObject({
      code: 'webhook_secret_changed',
    });
    const after = (await getSecret(ctx(), one)).secret;
    expect(after).not.toBe(before);
    await tell(refundDone());
    await sendDue();
    const [during] = one.got();
    if (during === undefined) expect.fail('nothing came');
    for (const secret of [before, after]) expect(() => verified(secret, during)).not.toThrow();

    await db.pool.query(`UPDATE webhook_endpoints SET before_until = now() - interval '1 second'`);
    await tell(refundDone());
    await sendDue();
    const later = one.got().at(-1);
    if (later === undefined) expect.fail('nothing came');
    expect(() => verified(after, later)).not.toThrow();
    expect(() => verified(before, later)).toThrow();
  });

  it('is still good while the key of the installation is changed', async () => {
    const one = await endpoint();
    const old = (await getSecret(ctx([OLD_KEY]), one)).secret;
    await tell(refundDone());
    await sendDue([KEY, OLD_KEY]);
    const [got] = one.got();
    if (got === undefined) expect.fail('nothing came');
    for (const secret of [old, (await getSecret(ctx([KEY, OLD_KEY]), one)).secret])
      expect(() => verified(secret, got)).not.toThrow();
    // It stands nowhere in the database.
    const { rows } = await db.pool.query<{ text: string }>('SELECT e::text AS text FROM webhook_endpoints e');
    expect(rows[0]?.text).not.toContain(old.replace('whsec_', '').slice(0, 12));
  });
});

describe('an endpoint', () => {
  it('is tried with an event of its own, once for each test', async () => {
    const [one, two] = [await endpoint({ events: ['payment.paid'] }), await endpoint()];
    const testId = newId();
    const first = await testEndpoint(ctx(), { id: one.id, testId });
    expect(await testEndpoint(ctx(), { id: one.id, testId })).toEqual(first);
    await sendDue();
    expect([one.got().length, two.got().length]).toEqual([1, 0]);
    expect(JSON.parse(one.got()[0]?.body ?? '')).toMatchObject({ type: 'endpoint.test', id: first.eventId });
  });

  it('that is paused gets what was owed to it when it goes on, and not what happened meanwhile', async () => {
    const one = await endpoint();
    await tell(refundDone());
    await changeEndpoint(ctx(), { id: one.id, status: 'PAUSED' });
    await tell(refundDone());
    await sendDue();
    expect(one.got()).toEqual([]);
    await changeEndpoint(ctx(), { id: one.id, status: 'ACTIVE' });
    await sendDue();
    expect(one.got()).toHaveLength(1);
  });

  it('is made by managers alone, once for an address, and not in our own network', async () => {
    const body = { url: `${merchant.origin}/mine`, events: ['refund.done'] as const, description: '' };
    const stranger = { ...ctx(), ...testCtx(db, await makeUser(db)), settings: ctx().settings };
    await expect(createEndpoint(stranger, { ...body, events: [...body.events] })).rejects.toMatchObject({
      code: 'forbidden',
    });
    const production = { ...ctx(), settings: { ...ctx().settings, NODE_ENV: 'production' as const } };
    await expect(createEndpoint(production, { ...body, events: ['refund.done'] })).rejects.toMatchObject({
      code: 'invalid_request',
      fields: [{ path: 'body.url', message: 'must begin with https://' }],
    });
    const off = { ...ctx(), settings: { ...ctx().settings, OUTGOING_WEBHOOK_SECRET: undefined } };
    await expect(createEndpoint(off, { ...body, events: ['refund.done'] })).rejects.toMatchObject({
      code: 'outgoing_webhooks_off',
    });
    const made = await createEndpoint(ctx(), { ...body, events: ['refund.done', 'refund.done'] });
    expect(made.events).toEqual(['refund.done']);
    await expect(createEndpoint(ctx(), { ...body, events: ['refund.done'] })).rejects.toMatchObject({
      code: 'webhook_endpoint_taken',
    });
    await removeEndpoint(ctx(), { id: made.endpointId });
    await expect(getEndpoint(ctx(), { id: made.endpointId })).rejects.toMatchObject({
      code: 'webhook_endpoint_not_found',
    });
  });

  it('a call that reaches nobody says why in words, and not in those of the system', async () => {
    const nowhere = createCaller({
      loopback: false,
      resolve: () => Promise.reject(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' })),
    });
    const call = { id: 'evt_1', body: '{}', secrets: [], at: new Date() };
    expect(await createWebhookSender(nowhere)({ ...call, url: 'https://hooks.example.org/a' })).toMatchObject({
      status: null,
      error: 'there is no host by the name in hooks.example.org:443',
    });
    const port = await freePort();
    expect(
      await createWebhookSender(createCaller({ loopback: true }))({ ...call, url: `http://127.0.0.1:${port}/` }),
    ).toMatchObject({ status: null, error: `nobody listens at 127.0.0.1:${port}` });
  });
});
