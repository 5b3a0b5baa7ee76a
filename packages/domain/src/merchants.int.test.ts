import { webhookBody } from '@docket/contracts/outgoing/events';
import { newId } from '@docket/runtime/id';
import { makeUser, testCtx } from '@docket/testing/builders';
import { labelOf, makeShow } from '@docket/testing/catalog';
import { expect, it } from 'vitest';
import { confirmBooking } from '@docket/testing/confirm-booking';
import { holdBookings } from './booking/hold.ts';
import { placeBooking } from './booking/place.ts';
import { changeShow } from './catalog/show/change-show.ts';
import { reactions } from './reactions.ts';
import { db, setUpDatabase } from './spine/fixtures.ts';

setUpDatabase();

async function confirmed(showId: string, seat: number) {
  const user = await makeUser(db);
  const input = { kind: 'seats', showId, seats: [labelOf(seat)], idempotencyKey: null, depthLimit: 1_000 } as const;
  const { bookingId: id } = await placeBooking(testCtx(db, user), input, []);
  await holdBookings(testCtx(db), { bookingIds: [id] });
  await confirmBooking(testCtx(db, user), { id }, reactions);
  return { user, id };
}

it('a booking is told when it is confirmed and when it is taken back', async () => {
  await db.pool.query(
    `INSERT INTO webhook_endpoints (id, url, description, events, user_id)
     VALUES ($1, 'https://shop.example.org', '', '{booking.confirmed,booking.cancelled}', $1)`,
    [newId()],
  );
  const { showId } = await makeShow(db);
  const { user, id } = await confirmed(showId, 3);
  await changeShow(testCtx(db), { id: showId, status: 'CANCELLED' }, reactions);
  const { rows } = await db.pool.query<{ body: string }>('SELECT body FROM webhook_events ORDER BY id');
  expect(rows.map(({ body }) => webhookBody.parse(JSON.parse(body)))).toMatchObject([
    {
      type: 'booking.confirmed',
      data: { bookingId: id, showId, status: 'CONFIRMED', seats: [labelOf(3)], refundPercent: null },
    },
    { type: 'booking.cancelled', data: { bookingId: id, showId, status: 'CANCELLED', reason: 'show_cancelled' } },
  ]);
  // Who bought is nobody else's business.
  expect(rows.map(({ body }) => body).join()).not.toContain(user.userId);
});
