import { expect } from 'vitest';
import type { Db } from '@docket/db/client';
import { newId } from '@docket/runtime/id';
import { makeUser, testCtx, type TestUser } from '@docket/testing/builders';
import { labelOf } from '@docket/testing/catalog';
import { changeShow } from '../../catalog/show/change-show.ts';
import { advancePayment } from '../../payment/advance.ts';
import { createPayment } from '../../payment/create.ts';
import { plain, ScriptedProvider } from '../../payment/fixtures.ts';
import type { Delivery } from '../../payment/payable.ts';
import { reactions } from '../../reactions.ts';
import { sweepHolds } from '../../reservation/sweep.ts';
import { change } from '../../spine/emit.ts';
import { db } from '../../spine/fixtures.ts';
import { getBooking } from '../get.ts';
import { holdBookings } from '../hold.ts';
import { bookingPayable } from '../payable.ts';
import { placeBooking } from '../place.ts';

export const payable = bookingPayable(() => reactions);

export type Held = { readonly user: TestUser; readonly id: string; readonly showId: string };

export async function held(on: Db, showId: string, seats: readonly number[], who?: TestUser): Promise<Held> {
  const user = who ?? (await makeUser(on));
  const input = { kind: 'seats', showId, seats: seats.map((seat) => labelOf(seat)) } as const;
  const { bookingId } = await placeBooking(
    testCtx(on, user),
    { ...input, idempotencyKey: null, depthLimit: 1_000 },
    [],
  );
  await holdBookings(testCtx(on), { bookingIds: [bookingId] });
  return { user, id: bookingId, showId };
}

export const read = ({ user, id }: Held, on: Db = db) => getBooking(testCtx(on, user), { id });
export const inSeconds = (seconds: number): Date => new Date(Date.now() + seconds * 1_000);
/** Before seats go, for so long only the provider is asked. */
export const GRACE_SECONDS = 60;

export const begin = ({ user, id }: Held, on: Db = db, until = inSeconds(900), keepSeconds?: number) =>
  change(testCtx(on), (tx) => {
    const deadline = new Date(until.getTime() - GRACE_SECONDS * 1_000);
    return payable.begin(tx, { id, userId: user.userId, deadline, until, keepSeconds });
  });
export const failed = ({ id }: Held, on: Db = db) => change(testCtx(on), (tx) => payable.failed(tx, id));

/** As a payment does it: the subject first. */
export async function paid({ id }: Held, on: Db = db, paymentId = newId()): Promise<Delivery> {
  return change(testCtx(on), async (tx) => {
    await payable.lock(tx, id);
    return payable.paid(tx, { id, paymentId });
  });
}

/** Lets the time of a booking, and the grace after it, pass: a little ago, for columns round to milliseconds, up as well as down. */
export async function runOut({ id }: Held, on: Db = db, grace = 0): Promise<void> {
  await on.pool.query(
    `WITH b AS (UPDATE bookings SET deadline = clock_timestamp() - interval '1 s' WHERE id = $1 RETURNING hold_id, allowances),
          h AS (UPDATE holds SET expires_at = clock_timestamp() - interval '10 ms' + make_interval(secs => $2) FROM b WHERE holds.id = b.hold_id OR holds.id = ANY (b.allowances))
     UPDATE pool_seats SET held_until = clock_timestamp() - interval '10 ms' + make_interval(secs => $2) FROM b WHERE pool_seats.hold_id = b.hold_id`,
    [id, grace],
  );
}

export const sweep = (on: Db = db) => sweepHolds(testCtx(on), reactions);

export async function expired(on: Db, showId: string, seats: readonly number[]): Promise<Held> {
  const booking = await held(on, showId, seats);
  await begin(booking, on);
  await runOut(booking, on);
  await sweep(on);
  expect((await read(booking, on)).status).toBe('EXPIRED');
  return booking;
}

export const cancelShow = async (id: string, on: Db = db) =>
  changeShow(testCtx(on, await makeUser(on, 'manager')), { id, status: 'CANCELLED' }, reactions);

export async function bought(on: Db, showId: string, seats: readonly number[]): Promise<Held> {
  const booking = await held(on, showId, seats);
  await begin(booking, on);
  await paid(booking, on);
  return booking;
}

const provider = new ScriptedProvider();
const providers = plain(provider);

/** Holds seats and pays for them, with a payment and its ledger. */
export async function paidFor(on: Db, showId: string, seats: readonly number[]): Promise<Held> {
  const booking = await held(on, showId, seats);
  const ctx = testCtx(on, booking.user);
  const { priceMinor } = await read(booking, on);
  const wish = { kind: 'booking', subjectId: booking.id, method: 'netbanking', currency: 'INR' } as const;
  const { paymentId, attempts } = await createPayment(
    ctx,
    { ...wish, amountMinor: priceMinor ?? 0 },
    providers,
    reactions,
  );
  provider.tell(attempts.at(-1)?.attemptId ?? '', { state: 'captured' });
  await advancePayment(testCtx(on), { paymentId, by: 'callback' }, providers, reactions);
  return booking;
}

/** What goes back for bookings, as their payments have it. */
export async function refundsOf(...bookings: readonly Held[]): Promise<string[]> {
  const { rows } = await db.pool.query<{ refund: string }>(
    `SELECT r.amount_minor || ' ' || r.reason AS refund FROM refunds r JOIN payments p ON p.id = r.payment_id WHERE p.subject_id = ANY ($1::uuid[]) ORDER BY r.id`,
    [bookings.map(({ id }) => id)],
  );
  return rows.map(({ refund }) => refund);
}
