import { createECDH } from 'node:crypto';
import { testEndpoint } from '@docket/domain/outgoing-webhooks/deliveries';
import { newId } from '@docket/runtime/id';
import { makeUser } from '@docket/testing/builders';
import { startStandIn } from '@docket/testing/http-stand-in';
import { tellOfRefund } from '@docket/testing/notification';
import { startPushService } from '@docket/testing/push-service';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { createWorkerHarness, type WorkerHarness } from './harness.ts';

// A worker of the area `outgoing` as it runs, with push service and merchant on this machine.

const pair = createECDH('prime256v1');
const SETTINGS = {
  WORKER_AREAS: 'outgoing',
  OUTGOING_WEBHOOK_SECRET: 'a secret that is only for tests and no other',
  VAPID_PUBLIC_KEY: pair.generateKeys('base64url'),
  VAPID_PRIVATE_KEY: Buffer.from(pair.getPrivateKey('hex').padStart(64, '0'), 'hex').toString('base64url'),
  VAPID_SUBJECT: 'mailto:ops@example.org',
};

let docket: WorkerHarness;
beforeAll(async () => {
  docket = await createWorkerHarness();
});
afterAll(() => docket.dispose());

it('a notification is pushed once its push service is back, and an event reaches its merchant though the worker is killed on the way', async () => {
  const { pool } = docket.db;
  const push = await startPushService();
  let answer: () => void = () => undefined;
  const merchant = await startStandIn(
    () => new Promise((resolve) => (answer = () => resolve({ status: 200, body: 'taken' }))),
  );
  onTestFinished(() => Promise.all([push.close(), merchant.close()]).then(() => undefined));

  const user = await makeUser(docket.db);
  const { endpoint, keys } = push.subscribe(SETTINGS.VAPID_PUBLIC_KEY);
  await pool.query(
    `INSERT INTO sessions (id, user_id, token_hash, expires_at) VALUES ($1, $2, '\\x01', now() + interval '1 day')`,
    [user.sessionId, user.userId],
  );
  await pool.query(
    `INSERT INTO push_devices (id, user_id, session_id, endpoint, p256dh, auth, server_key) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [newId(), user.userId, user.sessionId, endpoint, keys.p256dh, keys.auth, SETTINGS.VAPID_PUBLIC_KEY],
  );
  const id = newId();
  await pool.query(
    `INSERT INTO webhook_endpoints (id, url, description, events, user_id) VALUES ($1, $2, '', '{refund.done}', $1)`,
    [id, `${merchant.origin}/hook`],
  );
  push.answer({ status: 503 });
  const first = await docket.startWorker(SETTINGS);
  await tellOfRefund(docket.db, user.userId, 1_250);
  const system = { ...docket.ctx, actor: { kind: 'system', name: 'test' } as const };
  const settings = { OUTGOING_WEBHOOK_SECRET: [SETTINGS.OUTGOING_WEBHOOK_SECRET] };
  await testEndpoint({ ...system, settings }, { id, testId: newId() });

  await expect.poll(() => merchant.received.length, { timeout: 20_000 }).toBe(1);
  await first.kill();
  // What it had taken out comes again when its time is over; nobody waits for that here.
  await pool.query(`UPDATE webhook_deliveries SET next_try_at = now() - interval '1 second'`);
  push.answer(undefined);
  await docket.startWorker(SETTINGS);
  await expect.poll(() => merchant.received.length, { timeout: 20_000 }).toBe(2);
  answer();
  const status = async () =>
    (await pool.query<{ status: string }>('SELECT status FROM webhook_deliveries')).rows[0]?.status;
  await expect.poll(status, { timeout: 20_000 }).toBe('DELIVERED');
  const [one, two] = merchant.received.map(({ headers }) => headers['webhook-id']);
  expect(one).toBe(two);
  await expect.poll(() => push.messages.length, { timeout: 60_000 }).toBe(1);
  expect(push.refused).toEqual([]);
});
