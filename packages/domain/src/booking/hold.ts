import { prepare } from '@docket/db/statement';
import { getSeatMap } from '../catalog/hall/get-plan.ts';
import { freeBlocks, nearestSeats, type FreeBlocks } from '../catalog/hall/nearest-seats.ts';
import type { SeatState } from '../reservation/seat-states.ts';
import type { Ctx } from '../spine/ctx.ts';
import { change } from '../spine/emit.ts';
import { BOOKING_COLUMNS, bookingUpdated, type BookingRow } from './rows.ts';
import { seatsChanged } from './tell-seats.ts';

const ALTERNATIVES = 3;

type DecidedRow = BookingRow & {
  /** Of the seats of one that is held. */
  versions: number[] | null;
  /** Of one that came too late. */
  hall_id: string | null;
  /** With the first of a show that came too late: seats that are not free. */
  taken: number[] | null;
};
type TooLate = {
  readonly hallId: string;
  readonly taken: readonly number[];
  readonly bookings: readonly BookingRow[];
};
type Refusal = { readonly id: string; readonly reason: 'seats_taken' | 'sold_out'; readonly alternatives: string[][] };

const decideStatement = prepare<DecidedRow>(
  'decide_booking_batch',
  `SELECT ${BOOKING_COLUMNS}, d.versions, d.hall_id, d.taken FROM decide_booking_batch($1, $2) d, LATERAL (SELECT (d.booking).*) b`,
);
const refuseStatement = prepare<BookingRow>(
  'refuse_booking_batch',
  `SELECT ${BOOKING_COLUMNS} FROM refuse_booking_batch($1, $2, $3) b`,
);

/**
 * Decides bookings that are QUEUED, in the order they came in: holds and prices their seats, or refuses with the nearest
 * alternatives. What can be held is in one transaction; those that came too late stay QUEUED until other seats were looked for, so
 * that a worker that dies in between leaves them to the next try. Bookings that somebody else has decided are left alone.
 */
export async function holdBookings(
  ctx: Ctx,
  input: { readonly bookingIds: readonly string[]; readonly holdSeconds: number },
): Promise<void> {
  const rows = await change(ctx, async (tx) => {
    const found = await decideStatement(tx.client, [input.bookingIds, input.holdSeconds]);
    tx.emit(...found.filter(({ status }) => status !== 'QUEUED').map(bookingUpdated));
    tx.emit(...seatsChanged(found.flatMap(heldSeats)));
    return found;
  });
  const refusals = (await Promise.all(tooLate(rows).map((show) => refuse(ctx, show)))).flat();
  if (refusals.length === 0) return;
  await change(ctx, async (tx) => {
    const refused = await refuseStatement(tx.client, [
      refusals.map(({ id }) => id),
      refusals.map(({ reason }) => reason),
      refusals.map(({ alternatives }) => JSON.stringify(alternatives)),
    ]);
    tx.emit(...refused.map(bookingUpdated));
  });
}

function heldSeats({ show_id: poolId, seats, versions }: DecidedRow): SeatState[] {
  if (versions === null) return [];
  return seats.map((seat, at) => {
    const version = versions[at];
    if (version === undefined) throw new Error('a held seat without a version');
    return { poolId, seat, state: 'HELD', version };
  });
}

/** Bookings whose seats are gone, by show. */
function tooLate(rows: readonly DecidedRow[]): TooLate[] {
  const late = rows.filter(({ status }) => status === 'QUEUED');
  return [...Map.groupBy(late, (row) => row.show_id).values()].map((bookings) => {
    const [first] = bookings;
    const taken = bookings.find((row) => row.taken !== null)?.taken;
    if (first === undefined || first.hall_id === null || taken == null)
      throw new Error('came too late for seats that nobody has');
    return { hallId: first.hall_id, taken, bookings };
  });
}

/** What is told to those who came too late for seats of a show. What is free is looked up once for all who want as many. */
async function refuse(ctx: Ctx, { hallId, taken, bookings }: TooLate): Promise<Refusal[]> {
  const map = await getSeatMap(ctx, hallId);
  const gone = new Set(taken);
  const free = map.bySeat.size - gone.size;
  const bySize = new Map<number, FreeBlocks>();
  return bookings.map(({ id, seats }) => {
    if (free < seats.length) return { id, reason: 'sold_out', alternatives: [] };
    const blocks = bySize.get(seats.length) ?? freeBlocks(map, gone, seats.length);
    bySize.set(seats.length, blocks);
    const found = nearestSeats(blocks, seats, ALTERNATIVES);
    return { id, reason: 'seats_taken', alternatives: found.map((each) => each.map(({ label }) => label)) };
  });
}
