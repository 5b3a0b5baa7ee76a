import { z } from 'zod';
import { DocketError } from '@docket/contracts/errors';
import type { RouteBody } from '@docket/contracts/http/route';
import type { BookingReceipt, createBooking } from '@docket/contracts/http/booking';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { change, type Tx } from '../spine/emit.ts';
import { gather } from '../spine/gather.ts';
import { findAnswer, fingerprintOf, keyRefused, type Keyed } from '../spine/idempotency.ts';
import { perDb } from '../spine/ttl-cache.ts';
import { readSeatNumbers, readShowFacts } from '../catalog/show/show-facts.ts';
import { readChoice } from './price/read-choice.ts';
import type { Extras } from './price/extras.ts';
import { passGates, type AtTheGate, type Gate } from './gate.ts';

export type PlaceBookingInput = Omit<RouteBody<typeof createBooking>, 'seats'> &
  Keyed & {
    /** Labels. */
    readonly seats: readonly string[];
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
 * Takes a wish for seats in: the booking and its job, or nothing. A worker holds the seats or refuses. A repeated request is
 * answered as it was, also when it would be refused by now: the pass, which may be another one by then, is no part of what is
 * asked for.
 * @param gates see `gates.ts`
 * @throws DocketError unauthenticated, show_not_found, show_cancelled, show_started, sale_not_open, pass_required, pass_invalid, pass_expired,
 * duplicate_seats, too_many_seats, unknown_seat, class_not_allowed, voucher_invalid, idempotency_mismatch, idempotency_in_progress, queue_full
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
  const chosen = await readChoice(ctx, input, show.hallId, found);
  const more = chosen === undefined ? [] : [chosen.extras.classes, input.voucher ?? null];
  const fingerprint = fingerprintOf('booking', [input.kind, input.showId, seats, ...more]);
  const bookingId = newId();
  const placed = await placer(ctx.db)({
    ctx,
    gates,
    asked: {
      showId: input.showId,
      show,
      seats: { count: found.length, field: 'body.seats' },
      pass: input.pass,
      ...(chosen === undefined ? {} : { wishes: chosen.wishes, voucher: chosen.voucher }),
    },
    bookingId,
    userId: user.userId,
    seats,
    extras: chosen?.extras ?? null,
    labels: `{${found.map(({ label }) => JSON.stringify(label)).join(',')}}`,
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
