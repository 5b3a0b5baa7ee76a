import type { Db } from '@docket/db/client';
import { makeUser, testCtx, type TestUser } from '@docket/testing/builders';
import { ADULT, inDays, makeFlight, type MadeFlight } from '../../flight/fixtures.ts';
import { quoteFlights } from '../../flight/quote.ts';
import { beginPayment, decide, orderParts, type Ordered } from '../fixtures.ts';

type Wish = {
  readonly passengers?: Parameters<typeof quoteFlights>[1]['passengers'];
  readonly seats?: number;
  readonly family?: string;
  readonly user?: TestUser;
};

export async function quotedFlights(
  on: Db,
  user: TestUser,
  flights: readonly MadeFlight[],
  wish: Wish = {},
): Promise<string> {
  const { seats = 1, family = 'CLASSIC' } = wish;
  const quote = await quoteFlights(testCtx(on, user), {
    directions: [{ flightIds: flights.map(({ flightId }) => flightId) }],
    cabin: 'economy',
    family,
    passengers: wish.passengers ?? Array.from({ length: seats }, () => ADULT),
  });
  return quote.quoteId;
}

export async function orderedFlights(on: Db, flights: readonly MadeFlight[], wish: Wish = {}): Promise<Ordered> {
  const user = wish.user ?? (await makeUser(on));
  const quoteId = await quotedFlights(on, user, flights, wish);
  const { tripId } = await orderParts(on, user, [{ kind: 'flight', quoteId }]);
  return { on, user, id: tripId, quoteIds: [quoteId] };
}

export async function heldFlights(on: Db, flights: readonly MadeFlight[], wish: Wish = {}): Promise<Ordered> {
  const trip = await orderedFlights(on, flights, wish);
  await decide(trip);
  return trip;
}

export async function boughtFlights(on: Db, flights: readonly MadeFlight[], wish: Wish = {}): Promise<Ordered> {
  const trip = await heldFlights(on, flights, wish);
  await (await beginPayment(trip)).capture();
  return trip;
}

/** Seats that are held and sold: of the cabin, then of its buckets. */
export async function taken(on: Db, { cabinId }: MadeFlight): Promise<number[]> {
  const { rows } = await on.pool.query<{ n: number }>(
    'SELECT k.held + k.sold AS n FROM pool_counters k WHERE k.pool_id = $1 ORDER BY k.unit',
    [cabinId],
  );
  return rows.map(({ n }) => n);
}

export const twoBuckets = [
  { seats: 2, priceMinor: 300_000 },
  { seats: 4, priceMinor: 500_000 },
];

export async function ways(on: Db): Promise<[MadeFlight, MadeFlight]> {
  return [
    await makeFlight(on, 'BOM', 'BLR', inDays(5), { at: '06:00', minutes: 90, rows: 2, buckets: twoBuckets }),
    await makeFlight(on, 'BLR', 'DEL', inDays(5), { at: '08:30', minutes: 150, rows: 3, buckets: twoBuckets }),
  ];
}
