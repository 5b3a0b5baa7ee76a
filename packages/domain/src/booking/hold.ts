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
import { BOOKING_COLUMNS, bookingUpdated, type BookingRow, type StoredPlaces } from './rows.ts';
import { seatsChanged } from './tell-seats.ts';

const ALTERNATIVES = 3;
/** How often places of a standing area are looked for again that others gave up or were refused meanwhile. */
const ROUNDS = 5;

type DecidedRow = BookingRow & {
  hall_id: null;
  /** Numbers of its seats, ascending. */
  seats: number[];
  /** Of its seats, if they are held. */
  versions: number[] | null;
  hold_id: string | null;
};
/** Bookings of one show whose seats are gone, or for which there were not enough places; in the order they came in. */
type LateRow = {
  id: null;
  hall_id: string;
  late: readonly LateBooking[];
  /** Seats that are not free. */
  taken: number[];
};

type LateBooking = {
  readonly id: string;
  /** Numbered ones, and the places it was given, if it was given all it asks for. */
  readonly seats: readonly number[];
  readonly places: readonly StoredPlaces[] | null;
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
  let bookingIds = input.bookingIds;
  for (let round = 1; bookingIds.length > 0; round += 1) {
    const tooLate = await decide(ctx, bookingIds);
    const looked = await Promise.all(tooLate.map((row) => lookAgain(ctx, row, round < ROUNDS)));
    await refuseBookings(
      ctx,
      looked.flatMap(({ refusals }) => refusals),
    );
    bookingIds = looked.flatMap(({ again }) => again);
  }
}

function decide(ctx: CtxWith<BookingSettings>, bookingIds: readonly string[]): Promise<LateRow[]> {
  return change(ctx, async (tx) => {
    const found = await decideStatement(tx.client, [bookingIds, ctx.settings.HOLD_SECONDS]);
    const decided = found.filter((row) => row.id !== null);
    const settled = await settlePrices(tx, decided.flatMap(atOtherPrices), ctx.settings.HOLD_SECONDS);
    const changed = new Map(settled.map((row) => [row.id, row]));
    const final = decided.map((row) => ({ ...row, ...changed.get(row.id) }));
    tx.emit(...final.map(bookingUpdated), ...seatsChanged(final.flatMap(heldSeats)));
    return found.filter((row) => row.id === null);
  });
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

type Looked = { readonly refusals: readonly Refusal[]; readonly again: readonly string[] };

/**
 * What becomes of those who came too late. Places of a standing area are alike, so whoever wants some that are free now is decided again: they were promised
 * to somebody before, who was refused for another reason. The others are refused. What is free is looked up once for all who want as many.
 */
async function lookAgain(ctx: Ctx, { hall_id: hallId, taken, late }: LateRow, mayRepeat: boolean): Promise<Looked> {
  const gone = new Set(taken);
  const [withPlaces, seatsOnly] = [late.filter(asksForPlaces), late.filter((each) => !asksForPlaces(each))];
  const again: string[] = [];
  const refusals: Refusal[] = seatsOnly.length === 0 ? [] : await refuse(ctx, hallId, gone, seatsOnly);
  const promised = new Map<number, number>();
  for (const { id, seats, places } of withPlaces) {
    const asked = places ?? [];
    const isPlace = (seat: number): boolean => asked.some(({ first, last }) => seat >= first && seat <= last);
    const seatGone = seats.some((seat) => gone.has(seat) && !isPlace(seat));
    const fits = asked.every((area) => area.count + (promised.get(area.first) ?? 0) <= freeIn(area, taken));
    if (seatGone || !fits || !mayRepeat) {
      refusals.push({ id, reason: seatGone ? 'seats_taken' : 'area_full', alternatives: [] });
      continue;
    }
    for (const { first, count } of asked) promised.set(first, (promised.get(first) ?? 0) + count);
    again.push(id);
  }
  return { refusals, again };
}

function asksForPlaces({ places }: LateBooking): boolean {
  return places !== null;
}

function freeIn({ first, last }: StoredPlaces, taken: readonly number[]): number {
  return last - first + 1 - taken.filter((seat) => seat >= first && seat <= last).length;
}

async function refuse(
  ctx: Ctx,
  hallId: string,
  gone: ReadonlySet<number>,
  late: readonly LateBooking[],
): Promise<Refusal[]> {
  const map = await getSeatMap(ctx, hallId);
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
