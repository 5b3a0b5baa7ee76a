import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { notificationKinds } from '@docket/contracts/notification/kinds';
import type { Db } from '@docket/db/client';
import type { OutboxRow } from '@docket/db/outbox';
import { newId } from '@docket/runtime/id';
import { closeDb, makeUser, openDb, testCtx, type TestUser } from '@docket/testing/builders';
import { createTestDatabase } from '@docket/testing/database';
import type { OutgoingMail } from '../identity/mail/mailer.ts';
import { change } from '../spine/emit.ts';
import { listNotifications } from './list.ts';
import { mailNotification } from './mail.ts';
import { notify, type Told } from './notify.ts';
import { listPreferences, setPreference } from './preferences.ts';
import { countUnread, readNotifications } from './read.ts';

let db: Db;
let drop: () => Promise<void>;
let user: TestUser;

beforeAll(async () => {
  const database = await createTestDatabase();
  db = openDb(database.url);
  drop = () => database.drop();
});
afterAll(async () => {
  await closeDb(db);
  await drop();
});
beforeEach(async () => {
  user = await makeUser(db);
});

const ctx = () => testCtx(db, user);
/** As the worker's area for mail has it. */
const mailCtx = () => ({ ...testCtx(db), settings: { PUBLIC_URL: 'https://docket.example' } });
const refundOf = (key: string, userId = user.userId): Told => ({
  userId,
  kind: 'refund_done',
  key,
  data: { paymentId: newId(), amountMinor: 1_250, currency: 'EUR', reason: 'too_late' },
});

/** @returns what went to the fast path */
async function tell(...told: readonly Told[]): Promise<OutboxRow[]> {
  const of = testCtx(db);
  await change(of, (tx) => notify(tx, told));
  return of.dispatched;
}

const list = async (query: { unread?: 'true' | 'false'; limit?: number; cursor?: string } = {}) =>
  listNotifications(ctx(), { limit: 20, ...query });

describe('a notification', () => {
  it('is told once, however often it is caused', async () => {
    const first = await tell(refundOf('a'));
    const again = await Promise.all([tell(refundOf('a')), tell(refundOf('a'), refundOf('b'))]);
    expect(first.map((row) => (row.topic === 'event' ? row.envelope.type : row.name))).toEqual([
      'notification',
      'notification.mail',
    ]);
    expect(again.map((rows) => rows.length)).toEqual([0, 2]);
    expect((await list()).data).toHaveLength(2);
  });

  it('two transactions that tell the same people in another order wait for each other and go on', async () => {
    const others = await Promise.all(Array.from({ length: 8 }, () => makeUser(db)));
    const all = others.map(({ userId }) => refundOf('same', userId));
    await Promise.all(Array.from({ length: 10 }, (_, n) => tell(...(n % 2 === 0 ? all : all.toReversed()))));
    const { rows } = await db.pool.query(
      `SELECT count(*)::int AS n FROM notifications WHERE user_id = ANY ($1::uuid[])`,
      [others.map(({ userId }) => userId)],
    );
    expect(rows[0]?.n).toBe(8);
  });

  it('is nobody else’s to see or to read', async () => {
    await tell(refundOf('mine'));
    const [mine] = (await list()).data;
    const other = testCtx(db, await makeUser(db));
    expect((await listNotifications(other, { limit: 20 })).data).toEqual([]);
    await readNotifications(other, { ids: [mine?.notificationId ?? ''] });
    expect(await countUnread(ctx())).toEqual({ unread: 1 });
  });

  it('lists page by page, newest first', async () => {
    for (const key of ['1', '2', '3']) await tell(refundOf(key));
    const first = await list({ limit: 2 });
    const second = await list({ limit: 2, cursor: first.meta.nextCursor ?? '' });
    const ids = [...first.data, ...second.data].map(({ notificationId }) => notificationId);
    expect(ids).toEqual(ids.toSorted().toReversed());
    expect([first.data.length, second.data.length, second.meta.nextCursor]).toEqual([2, 1, null]);
  });

  it('read on one device is read on all: some by their ids, or all up to one', async () => {
    await tell(refundOf('1'), refundOf('2'), refundOf('3'));
    const [newest, , oldest] = (await list()).data.map(({ notificationId }) => notificationId);
    if (newest === undefined || oldest === undefined) throw new Error('three were told');
    const reader = ctx();
    expect(await readNotifications(reader, { ids: [newest] })).toEqual({ unread: 2 });
    expect(await readNotifications(reader, { ids: [newest] })).toEqual({ unread: 2 });
    const told = reader.dispatched.flatMap((row) => (row.topic === 'event' ? [row.envelope] : []));
    expect(told.map(({ type, data }) => [type, data])).toEqual([
      ['notification.read', { ids: [newest], upTo: null, unread: 2 }],
    ]);
    await tell(refundOf('4'));
    expect(await readNotifications(ctx(), { upTo: newest })).toEqual({ unread: 1 });
    expect((await list({ unread: 'true' })).data).toHaveLength(1);
  });
});

describe('mail', () => {
  const sent: OutgoingMail[] = [];
  const mailer = { send: async (mail: OutgoingMail) => void sent.push(mail) };
  const mail = (notificationId: string) => mailNotification(mailCtx(), { notificationId }, mailer);

  beforeEach(() => void sent.splice(0));

  it('goes out once, with what happened and where to look', async () => {
    await tell(refundOf('m'));
    const [told] = (await list()).data;
    await mail(told?.notificationId ?? '');
    await mail(told?.notificationId ?? '');
    expect(sent).toHaveLength(1);
    expect(sent[0]?.subject).toBe('EUR 12.50 went back to you');
    expect(sent[0]?.text).toContain(`https://docket.example/payments/`);
  });

  it('does not go to who has said no, and is as each kind has it until they say', async () => {
    const before = (await listPreferences(ctx())).data;
    expect(before.map(({ mail }) => mail)).toEqual(before.map(({ kind }) => notificationKinds[kind].mail));
    await setPreference(ctx(), { kind: 'refund_done', mail: false });
    await tell(refundOf('n'));
    await mail((await list()).data[0]?.notificationId ?? '');
    expect(sent).toEqual([]);
    const after = (await listPreferences(ctx())).data;
    expect(after).toEqual(before.map((each) => (each.kind === 'refund_done' ? { ...each, mail: false } : each)));
    expect(after).not.toEqual(before);
  });

  it('that was not taken is tried again', async () => {
    await tell(refundOf('o'));
    const id = (await list()).data[0]?.notificationId ?? '';
    const refusing = { send: () => Promise.reject(new Error('451 later')) };
    await expect(mailNotification(mailCtx(), { notificationId: id }, refusing)).rejects.toThrow('451');
    await mail(id);
    expect(sent).toHaveLength(1);
  });
});
