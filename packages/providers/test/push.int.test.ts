import { createECDH } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { addDevice, listDevices, removeDevice } from '@docket/domain/notification/push/devices';
import { pushNotification } from '@docket/domain/notification/push/push';
import { listNotifications } from '@docket/domain/notification/list';
import { forgetNotifications } from '@docket/domain/notification/forget';
import { change } from '@docket/domain/spine/emit';
import { newId } from '@docket/runtime/id';
import type { PushKeySettings } from '@docket/runtime/settings/outgoing';
import type { PushSender } from '@docket/domain/notification/push/sender';
import type { ProcessSettings } from '@docket/runtime/settings/process';
import { closeDb, makeUser, openDb, testCtx, type TestUser } from '@docket/testing/builders';
import { createTestDatabase } from '@docket/testing/database';
import { tellOfRefund } from '@docket/testing/notification';
import { startStandIn } from '@docket/testing/http-stand-in';
import { startPushService, type TestPushService } from '@docket/testing/push-service';
import { waitFor } from '@docket/testing/wait';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCaller } from '../src/outgoing/call.ts';
import { createFairPush, sharesOf } from '../src/outgoing/fair-push.ts';
import { createPushSender } from '../src/outgoing/push-sender.ts';

const pair = createECDH('prime256v1');
const publicKey = pair.generateKeys('base64url');
const privateKey = Buffer.from(pair.getPrivateKey('hex').padStart(64, '0'), 'hex').toString('base64url');

let db: ReturnType<typeof openDb>;
let drop: () => Promise<void>;
let service: TestPushService;
let user: TestUser;

beforeAll(async () => {
  const database = await createTestDatabase();
  db = openDb(database.url);
  drop = () => database.drop();
  service = await startPushService();
});
afterAll(async () => {
  await service.close();
  await closeDb(db);
  await drop();
});
beforeEach(async () => {
  service.answer(undefined);
  user = await logIn(await makeUser(db));
});

/** A login that lives. */
async function logIn(as: TestUser): Promise<TestUser> {
  const sessionId = newId();
  await db.pool.query(
    `INSERT INTO sessions (id, user_id, token_hash, expires_at) VALUES ($1::uuid, $2, decode(md5($1::uuid::text), 'hex'), now() + interval '1 day')`,
    [sessionId, as.userId],
  );
  return { ...as, sessionId };
}

const sender = createPushSender(
  { publicKey, privateKey, subject: 'mailto:ops@example.org' },
  createCaller({ loopback: true }),
);
const ctx = (as = user, NODE_ENV: 'test' | 'production' = 'test') => {
  const of = testCtx(db, as);
  const settings: PushKeySettings & Pick<ProcessSettings, 'NODE_ENV'> = { VAPID_PUBLIC_KEY: publicKey, NODE_ENV };
  return { ...of, settings: { ...of.settings, ...settings } };
};
const subscription = () => ({ ...service.subscribe(publicKey), serverKey: publicKey, userAgent: 'Firefox' });
const device = async (as = user) => {
  const made = subscription();
  return { ...made, ...(await addDevice(ctx(as), made)), path: new URL(made.endpoint).pathname };
};
const got = ({ path }: { readonly path: string }) => service.messages.filter((one) => one.path === path);

/** Something to be told. @returns its id */
async function notification(of = user): Promise<string> {
  await tellOfRefund(db, of.userId, 1_250);
  const { data } = await listNotifications(testCtx(db, of), { limit: 1 });
  return data[0]?.notificationId ?? '';
}
const push = (notificationId: string) => pushNotification(testCtx(db), { notificationId }, sender);

describe('a notification', () => {
  it('reaches every device of its owner once, encrypted for each', async () => {
    const [one, two, other] = [await device(), await device(), await device(await logIn(await makeUser(db)))];
    const notificationId = await notification();
    expect(await push(notificationId)).toBeUndefined();
    expect(await push(notificationId)).toBeUndefined();
    expect([got(one).length, got(two).length, got(other).length]).toEqual([1, 1, 0]);
    expect(JSON.parse(got(one)[0]?.text ?? '')).toEqual({
      v: 1,
      notificationId,
      title: 'EUR 12.50 went back to you',
      text: expect.stringContaining('It was agreed with you.'),
      link: expect.stringMatching(/^\/payments\//),
    });
    expect(got(one)[0]?.headers).toMatchObject({ ttl: '86400', urgency: 'high' });
    expect(service.refused).toEqual([]);
    const { data } = await listDevices(ctx());
    expect(data.map(({ pushedAt }) => pushedAt === null)).toEqual([false, false]);
  });

  it('owes a job where its owner has a device, and none where not', async () => {
    const jobs = async () => {
      const of = testCtx(db);
      await change(of, async () => undefined);
      await notification();
      const { rows } = await db.pool.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM outbox o JOIN notifications t ON o.payload->>'notificationId' = t.id::text
          WHERE o.name = 'notification.push' AND t.user_id = $1`,
        [user.userId],
      );
      return rows[0]?.n;
    };
    expect(await jobs()).toBe(0);
    await device();
    expect(await jobs()).toBe(1);
  });

  it('takes a device away that is gone, and keeps one whose service is away', async () => {
    const [one, two] = [await device(), await device()];
    service.answer({ status: 410 });
    await push(await notification());
    expect((await listDevices(ctx())).data).toEqual([]);
    service.answer(undefined);
    const again = await device();
    service.answer({ status: 500 });
    const late = await notification();
    await expect(push(late)).rejects.toThrow('the push service answered 500');
    service.answer({ status: 404 });
    await push(late);
    expect((await listDevices(ctx())).data).toEqual([]);
    expect([one, two, again].flatMap(got)).toEqual([]);
  });

  it('comes again when the push service wants it, to those alone that it has not reached', async () => {
    const one = await device();
    const notificationId = await notification();
    await push(notificationId);
    const late = await device();
    service.answer({ status: 429, headers: { 'retry-after': '90' } });
    expect(await push(notificationId)).toBe(90);
    service.answer(undefined);
    expect(await push(notificationId)).toBeUndefined();
    expect([got(one).length, got(late).length]).toEqual([1, 1]);
  });

  it('does not reach a device whose login has ended, one that was read, or one that is a day old', async () => {
    const one = await device();
    await db.pool.query('UPDATE sessions SET revoked_at = now() WHERE id = $1', [user.sessionId]);
    await push(await notification());
    expect((await listDevices(ctx())).data).toEqual([]);
    user = await logIn(user);
    await addDevice(ctx(), { ...one, userAgent: null });
    const [read, old] = [await notification(), await notification()];
    await db.pool.query('UPDATE notifications SET read_at = now() WHERE id = $1', [read]);
    await db.pool.query(`UPDATE notifications SET created_at = now() - interval '25 hours' WHERE id = $1`, [old]);
    await push(read);
    await push(old);
    expect(got(one)).toEqual([]);
    await push(await notification());
    expect(got(one)).toHaveLength(1);
  });

  it('is not sent to devices of another key, whose services would refuse it', async () => {
    const one = await device();
    await db.pool.query('UPDATE push_devices SET server_key = $1', ['another']);
    await push(await notification());
    expect([got(one), service.refused]).toEqual([[], []]);
  });
});

describe('a device', () => {
  it('is its last owner’s, and is gone with the account', async () => {
    const one = await device();
    const stranger = await logIn(await makeUser(db));
    await expect(removeDevice(ctx(stranger), { deviceId: one.deviceId })).rejects.toMatchObject({
      code: 'device_not_found',
    });
    await addDevice(ctx(stranger), { ...one, userAgent: null });
    expect((await listDevices(ctx())).data).toEqual([]);
    expect((await listDevices(ctx(stranger))).data).toHaveLength(1);
    await change(testCtx(db), (tx) => forgetNotifications(tx, stranger.userId));
    expect((await listDevices(ctx(stranger))).data).toEqual([]);
  });

  it('is turned on with the key in use and keys that are some, at an address of the internet', async () => {
    const good = subscription();
    const refusal = (more: object, as = ctx()) => addDevice(as, { ...good, ...more });
    const off = { ...ctx(), settings: { ...ctx().settings, VAPID_PUBLIC_KEY: undefined } };
    await expect(refusal({}, off)).rejects.toMatchObject({ code: 'push_off' });
    const other = createECDH('prime256v1').generateKeys('base64url');
    await expect(refusal({ serverKey: other })).rejects.toMatchObject({ code: 'push_key_changed' });
    const noPoint = { ...good.keys, p256dh: Buffer.concat([Buffer.of(4), Buffer.alloc(64, 7)]).toString('base64url') };
    await expect(refusal({ keys: noPoint })).rejects.toMatchObject({ fields: [{ path: 'body.keys.p256dh' }] });
    await expect(refusal({}, ctx(user, 'production'))).rejects.toMatchObject({
      fields: [{ path: 'body.endpoint', message: 'must begin with https://' }],
    });
    for (let more = 0; more < 25; more += 1) await device();
    expect((await listDevices(ctx())).data).toHaveLength(20);
  });
});

describe('a push service that does not answer, beside one that does', () => {
  const LANES = 8;

  /** Many messages wait in a queue, those to the slow first, and so many lanes work on it. @returns how many of the others arrive while the slow hang */
  async function arriving(by: PushSender): Promise<{ readonly arrived: number; readonly hanging: number }> {
    const free = Promise.withResolvers<undefined>();
    const hung = await startStandIn(() => free.promise);
    const message = { text: '{}', topic: 'one', ttlSeconds: 60 };
    const target = () => {
      const { endpoint, keys } = service.subscribe(publicKey);
      return { endpoint, ...keys };
    };
    const slow = Array.from({ length: 30 }, (_, n) => ({ ...target(), endpoint: `${hung.origin}/slow/${n}` }));
    const good = Array.from({ length: 30 }, target);
    const queue = [...slow, ...good];
    let left = queue.length;
    const before = service.messages.length;
    const arrived = () => service.messages.length - before;
    const lane = async (): Promise<void> => {
      while (left > 0) {
        const next = queue.shift();
        const { kind } = next === undefined ? { kind: 'none' } : await by.send(next, message);
        if (kind === 'sent') left -= 1;
        // What is to come again holds no lane meanwhile.
        else if (next !== undefined) setTimeout(() => queue.push(next), 20);
        else await sleep(5);
      }
    };
    const lanes = Promise.all(Array.from({ length: LANES }, lane));
    await waitFor('the others, or nobody', () => arrived() === good.length || hung.received.length === LANES);
    const seen = { arrived: arrived(), hanging: hung.received.length };
    free.resolve(undefined);
    await lanes;
    await hung.close();
    return seen;
  }

  const patient = () =>
    createPushSender(
      { publicKey, privateKey, subject: 'mailto:ops@example.org' },
      createCaller({ loopback: true, patienceMs: 60_000 }),
    );

  it('keeps nobody waiting: its own wait, and the others arrive', async () => {
    const fair = createFairPush(patient(), sharesOf(LANES));
    expect(await arriving(fair)).toEqual({ arrived: 30, hanging: 2 });
  });

  it('takes all there is where nobody shares (negative control)', async () => {
    expect(await arriving(patient())).toEqual({ arrived: 0, hanging: LANES });
  });
});
