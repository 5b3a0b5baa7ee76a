import { expect, it } from 'vitest';
import { newId } from '@docket/runtime/id';
import { closeDb, makeUser, openDb, testCtx } from '@docket/testing/builders';
import { labelOf, makeShow } from '@docket/testing/catalog';
import { createDatabaseForThisTest } from '@docket/testing/database';
import { transaction } from '@docket/db/client';
import { bookingGates } from '../gates.ts';
import { placeBooking } from './place.ts';

const PER_ROW = 80;

it('pricing seats reads those seats, and not the hall', async () => {
  const db = openDb((await createDatabaseForThisTest()).url);
  try {
    const [buyer, show] = [await makeUser(db), await makeShow(db, { rows: 25, seatsPerRow: PER_ROW })];
    const { bookingId } = await placeBooking(
      testCtx(db, buyer),
      {
        kind: 'seats',
        showId: show.showId,
        seats: [labelOf(901, PER_ROW), labelOf(902, PER_ROW)],
        idempotencyKey: newId(),
        depthLimit: 10,
      },
      bookingGates({ pass: '' }),
    );
    const read = await transaction(db.pool, async (client) => {
      await client.query('SELECT FROM decide_booking_batch($1, 600)', [[bookingId]]);
      const { rows } = await client.query<{ read: number }>(
        `SELECT (idx_tup_fetch + seq_tup_read)::int AS read FROM pg_stat_xact_user_tables WHERE relname = 'hall_seats'`,
      );
      return rows[0]?.read;
    });
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThan(50);
  } finally {
    await closeDb(db);
  }
});
