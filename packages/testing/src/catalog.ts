import type { Db } from '@docket/db/client';
import { placeBooking } from '@docket/domain/booking/place';
import { bookingGates } from '@docket/domain/gates';
import { change } from '@docket/domain/spine/emit';
import { makeRooms } from '@docket/domain/waiting-room/make-rooms';
import { newId } from '@docket/runtime/id';
import { makeUser, testCtx, type TestUser } from './builders.ts';

export type ShowOptions = {
  readonly rows?: number;
  readonly seatsPerRow?: number;
  /** Most seats one user may have. */
  readonly seatsPerUser?: number;
  /** Price of every seat; the first row is its own zone at twice that. */
  readonly priceMinor?: number;
  /** From now, seconds. */
  readonly startsIn?: number;
  readonly saleOpensIn?: number;
  readonly status?: 'ON_SALE' | 'CANCELLED';
  readonly waitingRoom?: boolean;
  /** Of a standing area `floor`, in the zone `back`, behind the seats. */
  readonly places?: number;
  /** Of an earlier show, so that many share one. */
  readonly hallId?: string;
};

/** Asks for one seat of a show as the API does; a worker decides. @returns the booking's id and its buyer */
export async function askForSeat(
  db: Db,
  showId: string,
  seat: number,
): Promise<{ bookingId: string; buyer: TestUser }> {
  const buyer = await makeUser(db);
  const input = { kind: 'seats' as const, showId, seats: [labelOf(seat)], idempotencyKey: null, depthLimit: 1_000 };
  const { bookingId } = await placeBooking(testCtx(db, buyer), input, bookingGates({ pass: '' }));
  return { bookingId, buyer };
}

export type TestShow = { readonly showId: string; readonly hallId: string; readonly seats: number };

/** Row letter and number, as `makeShow` labels its seats: seat 1 of rows of ten is `A1`, seat 11 is `B1`. */
export function labelOf(seat: number, seatsPerRow = 10): string {
  return `${String.fromCharCode(65 + Math.floor((seat - 1) / seatsPerRow))}${((seat - 1) % seatsPerRow) + 1}`;
}

async function makeHall(db: Db, rows: number, seatsPerRow: number, places: number): Promise<string> {
  const [cityId, venueId, hallId] = [newId(), newId(), newId()];
  await db.prisma.city.create({
    data: { id: cityId, slug: `city-${cityId}`, name: 'Test city', country: 'IN', timezone: 'Asia/Kolkata' },
  });
  await db.prisma.venue.create({
    data: { id: venueId, cityId, slug: `venue-${venueId}`, name: 'Test venue', address: 'Test street 1' },
  });
  const first = rows * seatsPerRow + 1;
  await db.prisma.hall.create({
    data: { id: hallId, venueId, name: 'Hall 1', plan: planWith(first, places), capacity: first - 1 + places },
  });
  await db.pool.query(
    `INSERT INTO hall_seats (hall_id, seat, label, "row", number, "column", zone, x, y)
     SELECT $1, r * $3 + c + 1, chr(65 + r) || (c + 1), chr(65 + r), c + 1, c + 1, CASE WHEN r = 0 THEN 'front' ELSE 'back' END, c * 10, r * 10
       FROM generate_series(0, $2::int - 1) r, generate_series(0, $3::int - 1) c`,
    [hallId, rows, seatsPerRow],
  );
  await db.pool.query(
    `INSERT INTO hall_seats (hall_id, seat, label, section, "row", number, "column", zone, x, y, kind)
     SELECT $1, $2::int + n - 1, 'Floor ' || n, 'Floor', '', n, n, 'back', 0, 60, 'place' FROM generate_series(1, $3::int) n`,
    [hallId, first, places],
  );
  return hallId;
}

/** Nothing where the hall is drawn as usual. */
function planWith(first: number, places: number) {
  if (places === 0) return {};
  const floor = { area: 'floor', name: 'Floor', zone: 'back', first, places, x: 0, y: 60, width: 10, height: 5 };
  const zones = ['front', 'back'].map((id) => ({ id, name: id }));
  const front = { kind: 'stage', label: 'Stage', x: 0, y: -4, width: 10, height: 3 };
  return { front, zones, areas: [floor], best: { x: 0, y: 0 } };
}

/** A show on sale with its pool of seats: by default five rows of ten in a hall of its own, a day from now. */
export async function makeShow(db: Db, options: ShowOptions = {}): Promise<TestShow> {
  const { rows = 5, seatsPerRow = 10, priceMinor = 250, startsIn = 86_400, saleOpensIn = -60 } = options;
  const hallId = options.hallId ?? (await makeHall(db, rows, seatsPerRow, options.places ?? 0));
  const [titleId, showId] = [newId(), newId()];
  await db.prisma.title.create({
    data: {
      id: titleId,
      slug: `title-${titleId}`,
      kind: 'movie',
      name: 'Test title',
      minutes: 90,
      description: '',
      tags: [],
    },
  });
  await db.pool.query(
    `INSERT INTO shows (id, title_id, hall_id, city_id, starts_at, ends_at, sale_opens_at, status, currency, seats_per_user, waiting_room)
     SELECT $1, $2, h.id, v.city_id, now() + make_interval(secs => $4), now() + make_interval(secs => $4 + 7200),
            now() + make_interval(secs => $5), $6, 'INR', $7, $8
       FROM halls h JOIN venues v ON v.id = h.venue_id WHERE h.id = $3`,
    [
      showId,
      titleId,
      hallId,
      startsIn,
      saleOpensIn,
      options.status ?? 'ON_SALE',
      options.seatsPerUser ?? 10,
      options.waitingRoom ?? false,
    ],
  );
  await db.pool.query(
    `INSERT INTO show_zones (show_id, zone, price_minor) VALUES ($1, 'front', $2 * 2), ($1, 'back', $2)`,
    [showId, priceMinor],
  );
  const { rows: found } = await db.pool.query<{ seats: number }>(
    'SELECT capacity AS seats, open_seat_pool($2, capacity) FROM halls WHERE id = $1',
    [hallId, showId],
  );
  if (options.waitingRoom === true) await change(testCtx(db), (tx) => makeRooms(tx, [showId]));
  return { showId, hallId, seats: found[0]?.seats ?? 0 };
}
