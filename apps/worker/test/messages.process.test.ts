import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getBooking } from '@docket/domain/booking/get';
import { placeBooking } from '@docket/domain/booking/place';
import { bookingGates } from '@docket/domain/gates';
import type { Ctx } from '@docket/domain/spine/ctx';
import { readUnservedQueues } from '@docket/domain/spine/messages/unserved-queues';
import { makeUser, testCtx } from '@docket/testing/builders';
import { labelOf, makeShow } from '@docket/testing/catalog';
import { createTestDatabase } from '@docket/testing/database';
import { createInstallation, type Installation } from '@docket/testing/installation';
import { waitFor } from '@docket/testing/wait';

const ENV = { WORKER_AREAS: 'booking', LEASE_SECONDS: '2' };
const PATIENCE = { timeoutMs: 60_000, everyMs: 50 };

let installation: Installation;
let showId: string;
let seat = 0;
beforeAll(async () => {
  installation = await createInstallation(await createTestDatabase());
  ({ showId } = await makeShow(installation.db));
});
afterAll(() => installation.dispose());

/** A booking as the api takes it in; the relay of a worker brings its job to Redis. */
async function place(): Promise<{ ctx: Ctx; bookingId: string; jobId: string; status: () => Promise<string> }> {
  const ctx = testCtx(installation.db, await makeUser(installation.db));
  seat += 1;
  const { bookingId } = await placeBooking(
    ctx,
    {
      kind: 'seats',
      showId,
      seats: [labelOf(seat)],
      idempotencyKey: null,
      depthLimit: 1_000,
    },
    bookingGates({ pass: '' }),
  );
  const { rows } = await installation.db.pool.query<{ id: string }>(
    `SELECT id FROM outbox WHERE topic = 'job' AND payload -> 'bookingIds' ? $1`,
    [bookingId],
  );
  return {
    ctx,
    bookingId,
    jobId: rows[0]?.id ?? '',
    status: async () => (await getBooking(ctx, { id: bookingId })).status,
  };
}

async function messageOf(id: string) {
  const { rows } = await installation.db.pool.query<{
    done: boolean;
    dead: boolean;
    failures: number;
    crashes: number;
    reason: string | null;
  }>(
    'SELECT done_at IS NOT NULL AS done, dead_at IS NOT NULL AS dead, failures, crashes, reason FROM outbox WHERE id = $1',
    [id],
  );
  return rows[0];
}

describe('a worker that is killed in the middle of a job', () => {
  it('leaves the job to another, which does it; no failure is counted', async () => {
    const worker = await installation.start('worker', ENV);
    const blocker = await installation.db.pool.connect();
    let open = true;
    try {
      const { bookingId, jobId, status } = await place();
      await blocker.query('BEGIN');
      await blocker.query('SELECT FROM bookings WHERE id = $1 FOR UPDATE', [bookingId]);
      // It stands at the lock of the booking. Asked outside of the transaction, which would be told the same again and again.
      const waiting = async () => {
        const { rows } = await installation.db.pool.query<{ pid: number }>(
          `SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%decide_bookings%' AND datname = current_database()`,
        );
        return rows[0]?.pid;
      };
      const backend = await waitFor('the job is in the middle', waiting, PATIENCE);
      await worker.kill();
      // What the dead process asked for must not be done by its orphan.
      await blocker.query('SELECT pg_terminate_backend($1)', [backend]);
      await blocker.query('COMMIT');
      open = false;
      expect(await status()).toBe('QUEUED');
      expect(await messageOf(jobId)).toMatchObject({ done: false, failures: 0, crashes: 0 });

      const other = await installation.start('worker', ENV);
      await waitFor('another did it', async () => (await messageOf(jobId))?.done, PATIENCE);
      expect(await status()).toBe('HELD');
      expect(await messageOf(jobId)).toEqual({ done: true, dead: false, failures: 0, crashes: 1, reason: null });
      await other.terminate();
    } finally {
      if (open) await blocker.query('ROLLBACK');
      blocker.release();
    }
  });
});

describe('a job that fails for good', () => {
  it('is dead in the end, its user is told, and the log names it once', async () => {
    const { jobId, bookingId, status } = await place();
    const { pool } = installation.db;
    await pool.query(
      `CREATE FUNCTION break_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'broken on purpose'; END $$;
       CREATE TRIGGER break_it BEFORE UPDATE ON bookings FOR EACH ROW WHEN (NEW.id = '${bookingId}' AND NEW.status = 'HELD') EXECUTE FUNCTION break_it();`,
    );
    // All tries but the last are behind it.
    await pool.query('UPDATE outbox SET failures = 7 WHERE id = $1', [jobId]);
    const good = await place();
    const worker = await installation.start('worker', ENV);
    await waitFor('it is dead', async () => (await messageOf(jobId))?.dead, PATIENCE);
    expect(await messageOf(jobId)).toMatchObject({ done: false, failures: 8, crashes: 0 });
    expect((await messageOf(jobId))?.reason).toMatch(/^failed 8 times: error P0001: broken on purpose$/);
    expect(await status()).toBe('REFUSED');
    await waitFor('the other one is held', async () => (await good.status()) === 'HELD', PATIENCE);
    expect(await readUnservedQueues(good.ctx)).toEqual([]);
    await worker.terminate();
    const lines = worker.logLines().filter((line) => line['outboxId'] === jobId && line['msg'] === 'a message is dead');
    expect(lines).toHaveLength(1);
    await pool.query('DROP TRIGGER break_it ON bookings');
  });
});
