import { afterEach, beforeAll, afterAll, describe, expect, it } from 'vitest';
import { createDocket, type Docket } from '@docket/client/docket';
import type { SeatMap } from '@docket/client/seat-map';
import { isBookingOpen } from '@docket/contracts/http/booking';
import { freePort } from '@docket/runtime/embedded/ports';
import { makeShow, type TestShow } from '../src/catalog.ts';
import { confirmForBuyer } from '../src/confirm-booking.ts';
import { createTestDatabase } from '../src/database.ts';
import { createInstallation, type Installation } from '../src/installation.ts';
import type { SpawnedService } from '../src/service.ts';
import { waitFor } from '../src/wait.ts';

/** No sandbox, no judging: such a worker starts in a second. */
const BOOKING = { WORKER_AREAS: 'booking' };

let docket: Installation;
let api: SpawnedService;
let show: TestShow;
const clients: Docket[] = [];

async function buyer(): Promise<{ readonly client: Docket }> {
  const client = createDocket({ baseUrl: api.url });
  const username = `buyer${clients.length}`;
  const account = { username, password: 'a password for tests', email: `${username}@example.test` };
  await client.signUp(account);
  await client.login(account);
  clients.push(client);
  return { client };
}

beforeAll(async () => {
  docket = await createInstallation(await createTestDatabase());
  const REALTIME_PORT = String(await freePort());
  [api] = await Promise.all([docket.start('api', { REALTIME_PORT }), docket.start('realtime', { REALTIME_PORT })]);
  show = await makeShow(docket.db);
});

afterEach(() => {
  for (const client of clients) client.close();
});

afterAll(() => docket.dispose());

/** The latest state of a watched show, kept up in the background until the test ends. */
function follow(client: Docket): { readonly map: () => SeatMap | undefined; readonly stop: () => void } {
  const stopped = new AbortController();
  let latest: SeatMap | undefined;
  const run = async (): Promise<void> => {
    for await (const map of client.watchShow(show.showId, { signal: stopped.signal })) latest = map;
  };
  void run();
  return { map: () => latest, stop: () => stopped.abort() };
}

describe('booking', () => {
  it('goes from one person’s click to everybody’s screen, and ends as confirmed', async () => {
    const worker = await docket.start('worker', BOOKING);
    const [one, two] = [await buyer(), await buyer()];
    const screen = follow(two.client);
    await waitFor('the other screen', () => screen.map()?.freeCount === 50 && two.client.realtime.state === 'live');

    const { bookingId } = await one.client.book({ kind: 'seats', showId: show.showId, seats: ['C1', 'C2'] });
    const seen: string[] = [];
    const watching = (async () => {
      for await (const booking of one.client.watchBooking(bookingId)) {
        seen.push(booking.status);
        if (!isBookingOpen(booking.status)) return booking;
      }
      return undefined;
    })();
    await waitFor('grey for the other', () => screen.map()?.seats.get(21)?.state === 'held');
    const refused = await two.client.book({ kind: 'seats', showId: show.showId, seats: ['C2', 'C3'] }, { wait: 10 });
    expect(refused).toMatchObject({ status: 'REFUSED', reason: 'seats_taken' });
    await confirmForBuyer(docket.db, bookingId);
    expect(await watching).toMatchObject({ status: 'CONFIRMED', seats: ['C1', 'C2'] });
    expect(seen).toContain('HELD');
    await waitFor('sold for the other', () => screen.map()?.seats.get(21)?.state === 'sold');
    screen.stop();
    expect(await worker.terminate()).toEqual({ code: 0, signal: null });
  });

  it('whose worker is killed between hold and event is complete, and announced once', async () => {
    const first = await docket.start('worker', { ...BOOKING, LEASE_SECONDS: '2' });
    const { client } = await buyer();
    const told: string[] = [];
    const leave = client.realtime.listen({
      event: (event) => {
        if (event.type === 'booking.updated') told.push(event.data.status);
      },
    });
    await waitFor('the socket', () => client.realtime.state === 'live');
    // Another transaction has the table of holds for a moment, so that the worker waits in the middle of its own.
    const blocker = await docket.db.pool.connect();
    await blocker.query('BEGIN');
    await blocker.query('LOCK TABLE holds IN EXCLUSIVE MODE');
    const { bookingId } = await client.book({ kind: 'seats', showId: show.showId, seats: ['E1', 'E2'] });
    const waiting = async (): Promise<boolean> => {
      const { rows } = await docket.db.pool.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%decide_booking_batch%'`,
      );
      return rows.length > 0;
    };
    await waitFor('the worker in its transaction', waiting);
    // From here on nothing reaches Redis: the hold will commit and its event will not go out.
    await docket.redis.kill();
    await blocker.query('COMMIT');
    blocker.release();
    await waitFor('the hold', async () => (await client.booking(bookingId)).status === 'HELD');
    await first.kill();
    await docket.redis.restart();

    await docket.start('worker', { ...BOOKING, LEASE_SECONDS: '2' });
    await waitFor('the event', () => told.length > 0);
    // The job was never noted as done: it runs again and must find nothing to do.
    const jobDone = async (): Promise<boolean> => {
      const { rows } = await docket.db.pool.query(
        `SELECT 1 FROM outbox WHERE topic = 'job' AND payload -> 'bookingIds' ? $1 AND done_at IS NOT NULL`,
        [bookingId],
      );
      return rows.length === 1;
    };
    await waitFor('the job', jobDone, { timeoutMs: 30_000 });
    expect(told).toEqual(['HELD']);
    // It is noted as sent a moment after everybody has been told.
    const events = async () => {
      const { rows } = await docket.db.pool.query<{ n: number; sent: boolean }>(
        `SELECT count(*)::int AS n, bool_and(sent_at IS NOT NULL) AS sent FROM outbox WHERE topic = 'event' AND payload -> 'data' ->> 'bookingId' = $1`,
        [bookingId],
      );
      return rows;
    };
    await waitFor('the event noted as sent', async () => (await events()).every(({ sent }) => sent));
    expect(await events()).toEqual([{ n: 1, sent: true }]);
    expect(await client.booking(bookingId)).toMatchObject({ status: 'HELD', revision: 1 });
    leave();
  });
});
