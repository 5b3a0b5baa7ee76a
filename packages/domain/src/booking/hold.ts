import { prepare } from '@docket/db/statement';
import { getSeatMap } from '../catalog/hall/get-plan.ts';
import { bestSeats } from '../catalog/hall/best-seats.ts';
import { asksForSpace, freeBlocks, nearestSeats, type FreeBlocks } from '../catalog/hall/nearest-seats.ts';
import type { SeatState } from '../reservation/seat-states.ts';
import { settlePrices, type HeldAtFullPrice } from './price/settle.ts';
import type { BookingSettings } from '@docket/runtime/settings/booking';
import type { Ctx, CtxWith } from '../spine/ctx.ts';
import { change } from '../spine/emit.ts';
import { refuseBookings, type Refusal } from './refuse.ts';
import { BOOKING_COLUMNS, bookingUpdated, type BookingRow } from './rows.ts';
import { seatsChanged } from './tell-seats.ts';

const ALTERNATIVES = 3;

type DecidedRow = BookingRow & {
  hall_id: null;
  /** Numbers of its seats, ascending. */
  seats: number[];
  /** Of its seats, if they are held. */
  versions: number[] | null;
  hold_id: string | null;
};
/** Bookings of one show whose seats are gone. */
type LateRow = {
  id: null;
  hall_id: string;
  late: { readonly id: string; readonly seats: readonly number[] }[];
  /** Seats that are not free. */
  taken: number[];
};

const decideStatement = prepare(
  'decide_booking_batch',
  `SELECT ${BOOKING_COLUMNS}, b.seats, b.hold_id, d.versions, d.hall_id, d.late, d.taken FROM decide_booking_batch($1, $2) d, LATERAL (SELECT (d.booking).*) b`,
).rows<DecidedRow | LateRow>();

/**
 * Decides bookings that are QUEUED, in the order they came in: holds and prices their seats, or refuses with the nearest
 * alternatives. What can be held is in one transaction; those that came too late stay QUEUED until other seats were looked for, so
 * that a worker that dies in between leaves them to the next try. Bookings that somebody else has decided are left alone.
 */
export async function holdBookings(
  ctx: CtxWith<BookingSettings>,
  input: { readonly bookingIds: readonly string[] },
): Promise<void> {
  const tooLate = await change(ctx, async (tx) => {
    const found = await decideStatement(tx.client, [input.bookingIds, ctx.settings.HOLD_SECONDS]);
    const decided = found.filter((row) => row.id !== null);
    const settled = await settlePrices(tx, decided.flatMap(atOtherPrices), ctx.settings.HOLD_SECONDS);
    const changed = new Map(settled.map((row) => [row.id, row]));
    const final = decided.map((row) => ({ ...row, ...changed.get(row.id) }));
    tx.emit(...final.map(bookingUpdated), ...seatsChanged(final.flatMap(heldSeats)));
    return found.filter((row) => row.id === null);
  });
  await refuseBookings(ctx, (await Promise.all(tooLate.map((row) => refuse(ctx, row)))).flat());
}

/** Held, and asked for in other classes or with a voucher. */
function atOtherPrices(row: DecidedRow): HeldAtFullPrice[] {
  const { status, extras, hold_id } = row;
  return status === 'HELD' && extras !== null && hold_id !== null ? [{ ...row, extras, hold_id }] : [];
}

function heldSeats({ show_id: poolId, status, seats, versions }: DecidedRow): SeatState[] {
  if (versions === null || status !== 'HELD') return [];
  return seats.map((seat, at) => {
    const version = versions[at];
    if (version === undefined) throw new Error('a held seat without a version');
    return { poolId, seat, state: 'HELD', version };
  });
}

/** What is told to those who came too late for seats of a show. What is free is looked up once for all who want as many. */
async function refuse(ctx: Ctx, { hall_id: hallId, taken, late }: LateRow): Promise<Refusal[]> {
  const map = await getSeatMap(ctx, hallId);
  const gone = new Set(taken);
  const ordinary = [...map.bySeat.values()].filter(({ seat, kind }) => kind === 'seat' && !gone.has(seat)).length;
  const bySize = new Map<number, FreeBlocks>();
  return late.map(({ id, seats }) => {
    const accessible = asksForSpace(seats.flatMap((seat) => map.bySeat.get(seat) ?? []));
    const isLeft = accessible ? bestSeats(map, gone, seats.length, { accessible }) !== null : ordinary >= seats.length;
    if (!isLeft) return { id, reason: 'sold_out', alternatives: [] };
    const blocks = bySize.get(seats.length) ?? freeBlocks(map, gone, seats.length);
    bySize.set(seats.length, blocks);
    const found = nearestSeats(blocks, seats, ALTERNATIVES);
    return { id, reason: 'seats_taken', alternatives: found.map((each) => each.map(({ label }) => label)) };
  });
}
