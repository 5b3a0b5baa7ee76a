import { expect, it } from 'vitest';
import { askForSeat, makeShow } from '@docket/testing/catalog';
import { newId } from '@docket/runtime/id';
import { findings, isMarked, markPage, open, openAsAdmin, setStage } from './support.ts';

// An installation of its own: no worker of it judges, and its tables get a trigger that breaks.
const stage = setStage(async (docket) => {
  const gateway = await docket.start('realtime');
  const [api] = await Promise.all([
    docket.start('api', {
      REALTIME_PUBLIC_URL: `${gateway.url.replace(/^http/, 'ws')}/connection/websocket`,
      DISABLE_THROTTLE: '1',
    }),
    docket.start('worker', { WORKER_AREAS: 'booking' }),
  ]);
  return api.url;
});

/** A job that has failed so often that its next failure is its last. */
async function lastTry(name: string, payload: unknown): Promise<string> {
  const id = newId();
  await stage.docket.db.pool.query(
    `INSERT INTO outbox (id, topic, name, payload, failures, created_at) VALUES ($1, 'job', $2, $3, 7, now() - interval '1 hour')`,
    [id, name, JSON.stringify(payload)],
  );
  return id;
}

it('shows a poison job to admins, who send it again when its cause is gone', async () => {
  const { db } = stage.docket;
  const { showId } = await makeShow(db, { rows: 1 });
  const { bookingId } = await askForSeat(db, showId, 1);
  await db.pool.query(`DELETE FROM outbox WHERE payload -> 'bookingIds' ? $1`, [bookingId]);
  // Neither held nor refused: the booking waits until it is mended.
  await db.pool.query(
    `CREATE FUNCTION break_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'a rule is broken'; END $$;
     CREATE TRIGGER break_it BEFORE UPDATE ON bookings FOR EACH ROW EXECUTE FUNCTION break_it();`,
  );

  const admin = await openAsAdmin(stage);
  await open(admin, '/admin/messages');
  await admin.getByText('No dead messages').waitFor();
  await markPage(admin);
  const jobId = await lastTry('booking.place', { bookingIds: [bookingId] });
  const row = admin.locator(`[data-testid="message"][data-message="${jobId}"]`);
  await row.waitFor();
  for (const text of ['booking.place', 'a rule is broken', '8 failures', bookingId])
    expect(await row.getByText(text).first().isVisible()).toBe(true);
  expect(await isMarked(admin)).toBe(true);
  expect(await findings(admin)).toEqual([]);

  await db.pool.query('DROP TRIGGER break_it ON bookings');
  await row.getByRole('button', { name: 'Send again' }).click();
  await row.waitFor({ state: 'detached' });
  await expect
    .poll(async () => (await db.pool.query('SELECT status FROM bookings WHERE id = $1', [bookingId])).rows, {
      timeout: 30_000,
    })
    .toEqual([{ status: 'HELD' }]);
  await admin.getByText('No dead messages').waitFor();
});

it('gives all of a name up at once, and tells of a queue that nobody serves', async () => {
  const { pool } = stage.docket.db;
  // No worker of this stage judges.
  await pool.query(
    `INSERT INTO outbox (id, topic, name, payload, sent_at, created_at) VALUES (new_id(), 'job', 'judge.wake', $1, now(), now() - interval '3 minutes')`,
    [JSON.stringify({ taskId: newId() })],
  );
  await pool.query(
    `INSERT INTO outbox (id, topic, name, payload, sent_at, dead_at, failures, reason)
     SELECT new_id(), 'job', 'waitinglist.offer', jsonb_build_object('showId', new_id()), now(), now(), 8, 'failed 8 times: Error: x' FROM generate_series(1, 30)`,
  );
  const admin = await openAsAdmin(stage);
  await open(admin, '/admin/messages');
  await admin.getByText('No running worker serves the queue judge').waitFor();
  await admin.getByText('Dead (30)').waitFor();
  expect(await admin.getByTestId('message').count()).toBe(20);
  await admin.getByRole('button', { name: 'Show more' }).click();
  await expect.poll(() => admin.getByTestId('message').count(), { timeout: 10_000 }).toBe(30);
  await admin.getByTestId('dead-name').getByRole('button', { name: 'Give all up' }).click();
  await admin.getByRole('dialog').getByRole('button', { name: 'Give all up' }).click();
  await admin.getByText('No dead messages').waitFor();
  const { rows } = await pool.query(
    `SELECT count(*)::int AS n FROM outbox WHERE dead_at IS NOT NULL AND done_at IS NOT NULL`,
  );
  expect(rows).toEqual([{ n: 30 }]);
});
