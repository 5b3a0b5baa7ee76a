import type { PlanSeat } from '@docket/contracts/catalog/seat';
import { prepare } from '@docket/db/statement';
import { bestSeats } from '../../catalog/hall/best-seats.ts';
import { asksForSpace } from '../../catalog/hall/nearest-seats.ts';
import { createSeatMap } from '../../catalog/hall/seat-map.ts';
import type { Tx } from '../../spine/emit.ts';
import type { PaidFor } from './lock.ts';

const seatsStatement = prepare(
  'hall_seats_of_zone',
  `SELECT seat, label, section, "row", number, "column", zone, x, y, kind FROM hall_seats WHERE hall_id = $1 AND zone = $2 AND kind <> 'place' ORDER BY seat`,
).rows<PlanSeat>();
const takenStatement = prepare(
  'show_taken_seats_now',
  `SELECT seat FROM pool_seats WHERE pool_id = $1 AND (state = 'SOLD' OR held_until > clock_timestamp())`,
);
/** One at a time per show, as when places are sold. */
const placesStatement = prepare(
  'places_again',
  'SELECT free_places($1, $2, $3, $4) AS places FROM pg_advisory_xact_lock(places_lock($1))',
).rows<{ places: number[] }>();

/**
 * Seats instead of those that a booking had: as many of the same price zone, side by side, as near as possible; any places of a standing area. Who came with
 * a wheelchair has a space again. Null where there are none, for seats of several zones, and for house seats, which nobody but the house gives.
 */
export async function otherSeats(tx: Tx, booking: PaidFor): Promise<readonly number[] | null> {
  if (booking.house_blocks !== null) return null;
  if (booking.places !== null) return otherPlaces(tx, booking);
  const [zone, ...more] = new Set((booking.lines ?? []).map((line) => line.zone));
  if (zone === undefined || more.length > 0) return null;
  const seats = await seatsStatement(tx.client, [booking.hall_id, zone]);
  const map = createSeatMap(seats, { x: 0, y: 0 });
  const taken = new Set((await takenStatement(tx.client, [booking.show_id])).map(({ seat }) => seat));
  const accessible = asksForSpace(booking.seats.flatMap((seat) => map.bySeat.get(seat) ?? []));
  const found = bestSeats(map, taken, booking.seats.length, { zone, accessible, near: booking.seats });
  return found?.groups.length === 1 ? found.seats : null;
}

/** Its seats, and other places of the areas it asked for. */
async function otherPlaces(tx: Tx, booking: PaidFor): Promise<readonly number[] | null> {
  const areas = booking.places ?? [];
  const isPlace = (seat: number): boolean => areas.some(({ first, last }) => seat >= first && seat <= last);
  const seats = booking.seats.filter((seat) => !isPlace(seat));
  for (const { first, last, count } of areas) {
    const [free] = await placesStatement(tx.client, [booking.show_id, first, last, count]);
    if (free === undefined || free.places.length < count) return null;
    seats.push(...free.places);
  }
  return seats.toSorted((a, b) => a - b);
}
