import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireUser, type Ctx } from '@docket/domain/spine/ctx';
import { joinRoom } from '@docket/domain/waiting-room/join';
import { placeBooking } from '@docket/domain/booking/place';
import { cancelBooking } from '@docket/domain/booking/cancel';
import { joinWaitingList } from '@docket/domain/waiting-list/join';
import { getWaitingEntry } from '@docket/domain/waiting-list/get';
import { makeUser, testCtx } from '@docket/testing/builders';
import { labelOf, makeShow } from '@docket/testing/catalog';
import { createTestDatabase } from '@docket/testing/database';
import { createInstallation, JWT_SECRET, type Installation } from '@docket/testing/installation';
import type { SpawnedService } from '@docket/testing/service';
import { waitFor } from '@docket/testing/wait';
import { reactions } from '@docket/domain/reactions';
import { bookingGates } from '@docket/domain/gates';

const INSIDE = 3;
const ENV = {
  WORKER_AREAS: 'booking',
  ROOM_INSIDE: String(INSIDE),
  HOLD_SECONDS: '600',
  OFFER_SECONDS: '2',
};
const PATIENCE = { timeoutMs: 60_000, everyMs: 50 };

let installation: Installation;
let workers: SpawnedService[];

beforeAll(async () => {
  installation = await createInstallation(await createTestDatabase());
  workers = await Promise.all([installation.start('worker', ENV), installation.start('worker', ENV)]);
});

afterAll(() => installation.dispose());

async function insideOf(showId: string): Promise<number> {
  const { rows } = await installation.db.pool.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM room_entries WHERE show_id = $1 AND status = 'ADMITTED'`,
    [showId],
  );
  return rows[0]?.n ?? 0;
}

async function servedOf(showId: string): Promise<number> {
  const { rows } = await installation.db.pool.query<{ served: number }>('SELECT served FROM rooms WHERE show_id = $1', [
    showId,
  ]);
  return rows[0]?.served ?? 0;
}

function userOf(ctx: Ctx): string {
  return requireUser(ctx).userId;
}

/** The worker that has a duty; its id holds its process id. */
async function holderOf(duty: string): Promise<SpawnedService> {
  return waitFor(
    `somebody has the duty ${duty}`,
    async () => {
      const { rows } = await installation.db.pool.query<{ holder: string }>(
        'SELECT holder FROM duties WHERE name = $1',
        [duty],
      );
      return workers.find((worker) => rows[0]?.holder.includes(`-${worker.pid}-`));
    },
    PATIENCE,
  );
}

describe('workers as controllers of waiting rooms', () => {
  it('draw at the opening, let in no more than allowed, and go on when the one that does it is killed', async () => {
    const { db } = installation;
    const { showId } = await makeShow(db, { waitingRoom: true, saleOpensIn: 2 });
    const users = await Promise.all(Array.from({ length: 9 }, () => makeUser(db)));
    for (const user of users) await joinRoom(testCtx(db, user), { id: showId });
    await waitFor('the first are inside', async () => (await insideOf(showId)) === INSIDE, PATIENCE);

    const controller = await holderOf('waiting-rooms');
    await controller.kill();
    let most = 0;
    for (let round = 2; round <= 3; round += 1) {
      await db.pool.query(
        `UPDATE room_entries SET deadline = clock_timestamp() WHERE show_id = $1 AND status = 'ADMITTED'`,
        [showId],
      );
      await waitFor(
        `round ${round} is inside`,
        async () => {
          most = Math.max(most, await insideOf(showId));
          return (await servedOf(showId)) === round * INSIDE;
        },
        PATIENCE,
      );
    }
    expect(most).toBe(INSIDE);
    expect(await holderOf('waiting-rooms')).not.toBe(controller);
    workers = [...workers.filter((worker) => worker !== controller), await installation.start('worker', ENV)];
    // Everybody was told of the place and of the admission, the passes' ends included.
    const { rows } = await db.pool.query<{ status: string; n: number }>(
      `SELECT payload -> 'data' ->> 'status' AS status, count(*)::int AS n FROM outbox
        WHERE name = 'room.updated' AND payload -> 'data' ->> 'showId' = $1 GROUP BY 1 ORDER BY 1`,
      [showId],
    );
    expect(rows).toEqual([
      { status: 'ADMITTED', n: 9 },
      { status: 'EXPIRED', n: 6 },
      { status: 'WAITING', n: 9 },
    ]);
  });

  it('offer freed seats to the waiting list, and to the next when nobody accepts in time', async () => {
    const { db } = installation;
    const { showId } = await makeShow(db, { rows: 1 });
    const holder = testCtx(db, await makeUser(db));
    const { bookingId } = await placeBooking(
      holder,
      {
        kind: 'seats',
        showId,
        seats: Array.from({ length: 10 }, (_, at) => labelOf(at + 1)),
        idempotencyKey: null,
        depthLimit: 1_000,
      },
      bookingGates({ pass: JWT_SECRET }),
    );
    await waitFor(
      'the house is full',
      async () => (await db.prisma.booking.findUnique({ where: { id: bookingId } }))?.status === 'HELD',
      PATIENCE,
    );
    const [first, second] = [testCtx(db, await makeUser(db)), testCtx(db, await makeUser(db))];
    await joinWaitingList(first, { id: showId, quantity: 10 }, bookingGates({ pass: JWT_SECRET }));
    await joinWaitingList(second, { id: showId, quantity: 10 }, bookingGates({ pass: JWT_SECRET }));
    await cancelBooking(holder, { id: bookingId }, reactions);
    await waitFor(
      'nobody has accepted',
      async () => (await getWaitingEntry(second, { id: showId })).status === 'EXPIRED',
      PATIENCE,
    );
    const { rows } = await db.pool.query<{ user_id: string; status: string }>(
      `SELECT payload -> 'data' ->> 'userId' AS user_id, payload -> 'data' ->> 'status' AS status FROM outbox
        WHERE name = 'offer.updated' AND payload -> 'data' ->> 'showId' = $1
        ORDER BY created_at, payload -> 'data' ->> 'createdAt', payload -> 'data' -> 'revision'`,
      [showId],
    );
    expect(rows).toEqual([
      { user_id: userOf(first), status: 'OFFERED' },
      { user_id: userOf(first), status: 'EXPIRED' },
      { user_id: userOf(second), status: 'OFFERED' },
      { user_id: userOf(second), status: 'EXPIRED' },
    ]);
    // The job came from the outbox and is noted as done.
    await waitFor(
      'the job is done',
      async () =>
        (
          await db.pool.query(
            `SELECT FROM outbox WHERE name = 'waitinglist.offer' AND done_at IS NOT NULL AND payload ->> 'showId' = $1`,
            [showId],
          )
        ).rows.length > 0,
      PATIENCE,
    );
  });
});
