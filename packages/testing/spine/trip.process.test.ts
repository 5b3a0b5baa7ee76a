import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDocket, type Docket } from '@docket/client/docket';
import * as hotels from '@docket/contracts/http/hotel';
import * as trips from '@docket/contracts/http/trip';
import { inDays, makeHouse, type House } from '@docket/domain/hotel/fixtures';
import { freePort } from '@docket/runtime/embedded/ports';
import { createTestDatabase } from '../src/database.ts';
import { createInstallation, type Installation } from '../src/installation.ts';
import type { SpawnedService } from '../src/service.ts';
import { waitFor } from '../src/wait.ts';

/** No sandbox, no judging: such a worker starts in a second. */
const BOOKING = { WORKER_AREAS: 'booking', LEASE_SECONDS: '2' };

let docket: Installation;
let api: SpawnedService;
const clients: Docket[] = [];

async function guest(): Promise<Docket> {
  const client = createDocket({ baseUrl: api.url });
  const username = `guest${clients.length}`;
  const account = { username, password: 'a password for tests', email: `${username}@example.test` };
  await client.signUp(account);
  await client.login(account);
  clients.push(client);
  return client;
}

async function quoteOf(client: Docket, { planId }: House): Promise<string> {
  const body = { planId, arrival: inDays(10), departure: inDays(12), adults: 2, childAges: [], rooms: 1 };
  return (await client.call(hotels.quoteStay, { body })).quoteId;
}

async function order(client: Docket, quoteId: string, wait = 0) {
  const body = { parts: [{ kind: 'stay' as const, quoteId }], guest: { name: 'Asha Rao' } };
  return client.call(trips.createTrip, { body, query: { wait } });
}

beforeAll(async () => {
  docket = await createInstallation(await createTestDatabase());
  const REALTIME_PORT = String(await freePort());
  [api] = await Promise.all([docket.start('api', { REALTIME_PORT }), docket.start('realtime', { REALTIME_PORT })]);
});

afterAll(async () => {
  for (const client of clients) client.close();
  await docket.dispose();
});

describe('a trip', () => {
  it('is held by a worker for whoever waits, refused to the next, told to its person, and ends by itself', async () => {
    const worker = await docket.start('worker', { ...BOOKING, TRIP_HOLD_SECONDS: '3' });
    const house = await makeHouse(docket.db, { rooms: 1 });
    const [one, two] = [await guest(), await guest()];
    const told: string[] = [];
    one.realtime.listen({
      event: (event) => {
        if (event.type === 'trip.updated') told.push(event.data.status);
      },
    });
    await waitFor('the socket', () => one.realtime.state === 'live');
    const [first, second] = [await quoteOf(one, house), await quoteOf(two, house)];
    const held = await order(one, first, 10);
    expect(held).toMatchObject({ status: 'HELD', totalMinor: 940_800 });
    expect(await order(two, second, 10)).toMatchObject({ status: 'REFUSED', reason: 'sold_out' });
    await waitFor('the event', () => told.includes('HELD'));
    await waitFor('the end of its time', () => told.includes('EXPIRED'));
    expect(await one.call(trips.getTrip, { params: { id: held.tripId } })).toMatchObject({ status: 'EXPIRED' });
    expect(await worker.terminate()).toEqual({ code: 0, signal: null });
  });

  it('whose worker is killed in the middle is held once, by the next', async () => {
    const first = await docket.start('worker', BOOKING);
    const house = await makeHouse(docket.db, { rooms: 1 });
    const client = await guest();
    const quoteId = await quoteOf(client, house);
    // Another transaction has the table of holds for a moment, so that the worker waits in the middle of its own.
    const blocker = await docket.db.pool.connect();
    await blocker.query('BEGIN');
    await blocker.query('LOCK TABLE holds IN EXCLUSIVE MODE');
    const { tripId } = await order(client, quoteId);
    await waitFor('the worker in its transaction', async () => {
      const { rows } = await docket.db.pool.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%reservation_hold%'`,
      );
      return rows.length > 0;
    });
    await first.kill();
    await blocker.query('COMMIT');
    blocker.release();
    expect((await client.call(trips.getTrip, { params: { id: tripId } })).status).toBe('QUEUED');
    await docket.start('worker', BOOKING);
    const statusOf = async () => (await client.call(trips.getTrip, { params: { id: tripId } })).status;
    await waitFor('the next worker', async () => (await statusOf()) === 'HELD', { timeoutMs: 60_000 });
    const { rows } = await docket.db.pool.query('SELECT status FROM holds WHERE subject_id = $1', [tripId]);
    expect(rows).toEqual([{ status: 'ACTIVE' }]);
  });
});
