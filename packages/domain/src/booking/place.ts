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
import { findAreas, findSeats, readHallIndex } from '../catalog/hall/find-seats.ts';
import { readShowFacts } from '../catalog/show/show-facts.ts';
import { readChoice } from './price/read-choice.ts';
import type { Extras } from './price/extras.ts';
import { passGates, type AtTheGate, type Gate } from './gate.ts';

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
  readonly gates: readonly Gate[];
  readonly asked: AtTheGate;
  readonly bookingId: string;
  readonly userId: string;
  readonly seats: string;
  readonly labels: string;
  readonly extras: Extras | null;
  /** JSON; null without any. */
  readonly places: string | null;
  readonly key: string | null;
  readonly fingerprint: string;
  readonly depthLimit: number;
};
type PlacedRow = { id: string; outcome: string; booking_id: string };
type Placed = PlacedRow | { readonly outcome: 'refused'; readonly refusal: DocketError };

const createStatement = prepare(
  'create_booking_batch',
  'SELECT * FROM create_booking_batch($1, $2, $3, $4, $5, $6, $7, $8, $9)',
).rows<PlacedRow>();

/** Why one is not let in; undefined for whoever is. @throws what is no refusal: then none of the batch is placed */
async function refusalOf({ ctx, gates, asked }: Placement, tx: Tx): Promise<DocketError | undefined> {
  try {
    await passGates(ctx, tx.client, gates, asked);
    return undefined;
  } catch (error) {
    if (error instanceof DocketError) return error;
    throw error;
  }
}

async function placeAll(batch: readonly Placement[], tx: Tx): Promise<ReadonlyMap<Placement, Placed>> {
  const results = new Map<Placement, Placed>();
  for (const each of batch) {
    const refusal = await refusalOf(each, tx);
    if (refusal !== undefined) results.set(each, { outcome: 'refused', refusal });
  }
  const letIn = batch.filter((each) => !results.has(each));
  if (letIn.length === 0) return results;
  const placed = await createStatement(tx.client, [
    letIn.map((each) => each.bookingId),
    letIn.map((each) => each.userId),
    letIn.map((each) => each.asked.showId),
    letIn.map((each) => each.seats),
    letIn.map((each) => each.labels),
    letIn.map((each) => each.key),
    letIn.map((each) => each.fingerprint),
    Math.min(...letIn.map((each) => each.depthLimit)),
    letIn.some(({ extras }) => extras !== null) ? letIn.map(({ extras }) => extras && JSON.stringify(extras)) : null,
  ]);
  const bookingIds = placed.filter(({ outcome }) => outcome === 'created').map(({ id }) => id);
  await askForPlaces(tx, letIn, new Set(bookingIds));
  if (bookingIds.length > 0) tx.enqueue({ name: 'booking.place', payload: { bookingIds } });
  const byId = new Map(placed.map((row) => [row.id, row]));
  for (const each of letIn) {
    const row = byId.get(each.bookingId);
    if (row !== undefined) results.set(each, row);
  }
  return results;
}

/** Bookings that come together are let in and written together: one transaction and one job for all. */
const placer = perDb(() =>
  gather<Placement, Placed>({
    max: 64,
    lanes: 2,
    run: async (batch) => {
      const [first] = batch;
      return first === undefined ? new Map() : change(first.ctx, (tx) => placeAll(batch, tx));
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
 * Takes a wish for seats, and for places in standing areas, in: the booking and its job, or nothing. A worker holds the seats or refuses. A repeated request is
 * answered as it was, also when it would be refused by now: the pass, which may be another one by then, is no part of what is
 * asked for.
 * @param gates see `gates.ts`
 * @throws DocketError unauthenticated, show_not_found, show_cancelled, show_started, sale_not_open, pass_required, pass_invalid, pass_expired,
 * duplicate_seats, too_many_seats, unknown_seat, unknown_area, class_not_allowed, voucher_invalid, idempotency_mismatch, idempotency_in_progress, queue_full
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
  const chosen = await readChoice(ctx, input, show.hallId, found, places);
  const asked = places.map(({ area, count }) => `${area} ${count}`);
  const more = chosen === undefined ? [] : [input.classes ?? {}, input.voucher ?? null];
  const fingerprint = fingerprintOf('booking', [input.kind, input.showId, seats, ...asked, ...more]);
  const standing = places.reduce((sum, { count }) => sum + count, 0);
  const bookingId = newId();
  const placed = await placer(ctx.db)({
    ctx,
    gates,
    asked: {
      showId: input.showId,
      show,
      seats: { count: found.length + standing, field: standing === 0 ? 'body.seats' : 'body.places' },
      pass: input.pass,
      ...(chosen === undefined ? {} : { wishes: chosen.wishes, voucher: chosen.voucher }),
    },
    bookingId,
    userId: user.userId,
    seats,
    extras: chosen?.extras ?? null,
    labels: `{${found.map(({ label }) => JSON.stringify(label)).join(',')}}`,
    places: places.length === 0 ? null : JSON.stringify(places),
    key,
    fingerprint,
    depthLimit: input.depthLimit,
  });
  if ('refusal' in placed) {
    // What depends on the moment was right once for a request that is repeated. Looked up only here, so that a first one costs no look more.
    const earlier = await findAnswer(ctx, answerSchema, { ownerId: user.userId, key, fingerprint });
    if (earlier === null) throw placed.refusal;
    if (typeof earlier === 'string') throw keyRefused(earlier, 'booking');
    input.onReplay?.();
    return { bookingId: earlier.bookingId, status: 'QUEUED' };
  }
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
