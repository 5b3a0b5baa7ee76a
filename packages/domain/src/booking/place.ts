import { z } from 'zod';
import { DocketError } from '@docket/contracts/errors';
import type { RouteBody } from '@docket/contracts/http/route';
import type { BookingReceipt, createBooking, SeatRef } from '@docket/contracts/http/booking';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { change, type Tx } from '../spine/emit.ts';
import { gather } from '../spine/gather.ts';
import { findAnswer, fingerprintOf, keyRefused, type Keyed } from '../spine/idempotency.ts';
import { perDb } from '../spine/ttl-cache.ts';
import { refuseClosedSale } from '../catalog/show/closed-sale.ts';
import { findAreas, findSeats, readHallIndex } from '../catalog/hall/find-seats.ts';
import { readShowFacts, type ShowFacts } from '../catalog/show/show-facts.ts';
import { passGates, type Gate } from './gate.ts';

export type PlaceBookingInput = Omit<RouteBody<typeof createBooking>, 'seats' | 'places'> &
  Keyed & {
    readonly seats: readonly SeatRef[];
    /** In standing areas. */
    readonly places?: readonly { readonly area: string; readonly count: number }[] | undefined;
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
  /** JSON; null without any. */
  readonly places: string | null;
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
        await askForPlaces(tx, batch, new Set(bookingIds));
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

const placesStatement = prepare(
  'bookings_ask_for_places',
  'UPDATE bookings b SET places = p.places::jsonb FROM unnest($1::uuid[], $2::text[]) AS p(id, places) WHERE b.id = p.id',
);

/** Few shows have standing areas, so it is a statement of its own, in the transaction that makes the bookings. */
async function askForPlaces(tx: Tx, batch: readonly Placement[], created: ReadonlySet<string>): Promise<void> {
  const asking = batch.filter(({ bookingId, places }) => places !== null && created.has(bookingId));
  if (asking.length === 0) return;
  await placesStatement(tx.client, [asking.map(({ bookingId }) => bookingId), asking.map(({ places }) => places)]);
}

const answerSchema = z.object({ bookingId: z.uuid() });

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
  const places = (input.places ?? []).reduce((sum, { count }) => sum + count, 0);
  if (input.seats.length + places > show.seatsPerUser)
    throw new DocketError('too_many_seats', `One person may have ${show.seatsPerUser} seats of this show.`, {
      fields: [{ path: places === 0 ? 'body.seats' : 'body.places', message: `at most ${show.seatsPerUser}` }],
    });
  refuseClosedSale(show, ctx.clock.now());
  await passGates(ctx, gates, { showId: input.showId, show, pass: input.pass });
}

/**
 * Takes a wish for seats, and for places in standing areas, in: the booking and its job, or nothing. A worker holds the seats or refuses. A repeated request is
 * answered as it was, also when it would be refused by now: the pass, which may be another one by then, is no part of what is
 * asked for.
 * @param gates see `gates.ts`
 * @throws DocketError unauthenticated, show_not_found, show_cancelled, show_started, sale_not_open, pass_required, pass_invalid, pass_expired,
 * duplicate_seats, too_many_seats, unknown_seat, unknown_area, idempotency_mismatch, idempotency_in_progress, queue_full
 */
export async function placeBooking(
  ctx: Ctx,
  input: PlaceBookingInput,
  gates: readonly Gate[],
): Promise<BookingReceipt> {
  const user = requireUser(ctx);
  const show = await readShowFacts(ctx, input.showId);
  const hall = await readHallIndex(ctx, show.hallId);
  const found = findSeats(input.seats, hall);
  const places = findAreas(input.places ?? [], hall);
  const seats = `{${found.map(({ seat }) => seat).join(',')}}`;
  const key = input.idempotencyKey;
  const asked = places.map(({ area, count }) => `${area} ${count}`);
  const fingerprint = fingerprintOf('booking', [input.kind, input.showId, seats, ...asked]);
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
    places: places.length === 0 ? null : JSON.stringify(places),
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
