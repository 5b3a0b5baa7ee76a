import { z } from 'zod';
import { DocketError } from '@docket/contracts/errors';
import type { RouteBody } from '@docket/contracts/http/route';
import type { BookingReceipt, createBooking } from '@docket/contracts/http/booking';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { change } from '../spine/emit.ts';
import { gather } from '../spine/gather.ts';
import { findAnswer, fingerprintOf, keyRefused, type Keyed } from '../spine/idempotency.ts';
import { perDb } from '../spine/ttl-cache.ts';
import { refuseClosedSale } from '../catalog/show/closed-sale.ts';
import { readSeatNumbers, readShowFacts, type ShowFacts } from '../catalog/show/show-facts.ts';
import { passGates, type Gate } from './gate.ts';

export type PlaceBookingInput = Omit<RouteBody<typeof createBooking>, 'seats'> &
  Keyed & {
    /** Labels. */
    readonly seats: readonly string[];
    /** Bookings waiting in all from which on new ones are refused. */
    readonly depthLimit: number;
  };

type Placement = {
  readonly ctx: Ctx;
  readonly bookingId: string;
  readonly userId: string;
  readonly showId: string;
  readonly seats: string;
  readonly labels: string;
  readonly key: string | null;
  readonly fingerprint: string;
  readonly depthLimit: number;
};
type PlacedRow = { id: string; outcome: string; booking_id: string };

const createStatement = prepare(
  'create_booking_batch',
  'SELECT * FROM create_booking_batch($1, $2, $3, $4, $5, $6, $7, $8)',
).rows<PlacedRow>();

/** Bookings that come together are written together: one transaction and one job for all. */
const placer = perDb(() =>
  gather<Placement, PlacedRow>({
    max: 64,
    lanes: 2,
    run: async (batch) => {
      const [first] = batch;
      if (first === undefined) return new Map();
      const rows = await change(first.ctx, async (tx) => {
        const placed = await createStatement(tx.client, [
          batch.map((each) => each.bookingId),
          batch.map((each) => each.userId),
          batch.map((each) => each.showId),
          batch.map((each) => each.seats),
          batch.map((each) => each.labels),
          batch.map((each) => each.key),
          batch.map((each) => each.fingerprint),
          Math.min(...batch.map((each) => each.depthLimit)),
        ]);
        const bookingIds = placed.filter(({ outcome }) => outcome === 'created').map(({ id }) => id);
        if (bookingIds.length > 0) tx.enqueue({ name: 'booking.place', payload: { bookingIds } });
        return placed;
      });
      const byId = new Map(rows.map((row) => [row.id, row]));
      return new Map(
        batch.flatMap((each) => {
          const row = byId.get(each.bookingId);
          return row === undefined ? [] : [[each, row] as const];
        }),
      );
    },
  }),
);

const answerSchema = z.object({ bookingId: z.uuid() });

/**
 * Labels to seat numbers, in seat order.
 * @throws DocketError `duplicate_seats`, `unknown_seat`
 */
function findSeats(
  labels: readonly string[],
  numbers: ReadonlyMap<string, number>,
): { readonly label: string; readonly seat: number }[] {
  if (new Set(labels).size < labels.length)
    throw new DocketError('duplicate_seats', 'Name each seat once.', {
      fields: [{ path: 'body.seats', message: 'holds a seat more than once' }],
    });
  const found = labels.map((label) => {
    const seat = numbers.get(label);
    if (seat === undefined)
      throw new DocketError('unknown_seat', `The hall of this show has no seat ${JSON.stringify(label)}.`, {
        fields: [{ path: 'body.seats', message: `there is no ${JSON.stringify(label)}` }],
      });
    return { label, seat };
  });
  return found.toSorted((a, b) => a.seat - b.seat);
}

/**
 * What depends on the moment: limit, sale and gates were right once for a request that is repeated, and need not be any more.
 * @throws DocketError `too_many_seats`, `show_cancelled`, `show_started`, `sale_not_open`, `pass_required`, `pass_invalid`, `pass_expired`
 */
async function checkAdmission(
  ctx: Ctx,
  input: PlaceBookingInput,
  show: ShowFacts,
  gates: readonly Gate[],
): Promise<void> {
  if (input.seats.length > show.seatsPerUser)
    throw new DocketError('too_many_seats', `One person may have ${show.seatsPerUser} seats of this show.`, {
      fields: [{ path: 'body.seats', message: `at most ${show.seatsPerUser}` }],
    });
  refuseClosedSale(show, ctx.clock.now());
  await passGates(ctx, gates, { showId: input.showId, show, pass: input.pass });
}

/**
 * Takes a wish for seats in: the booking and its job, or nothing. A worker holds the seats or refuses. A repeated request is
 * answered as it was, also when it would be refused by now: the pass, which may be another one by then, is no part of what is
 * asked for.
 * @param gates see `gates.ts`
 * @throws DocketError unauthenticated, show_not_found, show_cancelled, show_started, sale_not_open, pass_required, pass_invalid, pass_expired,
 * duplicate_seats, too_many_seats, unknown_seat, idempotency_mismatch, idempotency_in_progress, queue_full
 */
export async function placeBooking(
  ctx: Ctx,
  input: PlaceBookingInput,
  gates: readonly Gate[],
): Promise<BookingReceipt> {
  const user = requireUser(ctx);
  const show = await readShowFacts(ctx, input.showId);
  const found = findSeats(input.seats, await readSeatNumbers(ctx, show.hallId));
  const seats = `{${found.map(({ seat }) => seat).join(',')}}`;
  const key = input.idempotencyKey;
  const fingerprint = fingerprintOf('booking', [input.kind, input.showId, seats]);
  try {
    await checkAdmission(ctx, input, show, gates);
  } catch (refusal) {
    // Looked up only here, so that a first request costs no look more.
    const earlier = await findAnswer(ctx, answerSchema, { ownerId: user.userId, key, fingerprint });
    if (earlier === null) throw refusal;
    if (typeof earlier === 'string') throw keyRefused(earlier, 'booking');
    input.onReplay?.();
    return { bookingId: earlier.bookingId, status: 'QUEUED' };
  }

  const bookingId = newId();
  const placed = await placer(ctx.db)({
    ctx,
    bookingId,
    userId: user.userId,
    showId: input.showId,
    seats,
    labels: `{${found.map(({ label }) => JSON.stringify(label)).join(',')}}`,
    key,
    fingerprint,
    depthLimit: input.depthLimit,
  });
  switch (placed.outcome) {
    case 'created':
      return { bookingId, status: 'QUEUED' };
    case 'replayed':
      input.onReplay?.();
      return { bookingId: placed.booking_id, status: 'QUEUED' };
    case 'mismatch':
    case 'in_progress':
      throw keyRefused(placed.outcome, 'booking');
    case 'queue_full':
      throw new DocketError('queue_full', 'Too many bookings are waiting; try again in a moment.', { retryAfter: 2 });
    default:
      throw new Error(`create_booking_batch answered ${placed.outcome}`);
  }
}
