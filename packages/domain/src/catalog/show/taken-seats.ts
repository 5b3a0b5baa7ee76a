import type { Db } from '@docket/db/client';
import { prepare } from '@docket/db/statement';
import { perDb, TtlCache } from '../../spine/ttl-cache.ts';
import { SEAT_COUNTS, type SeatCounts } from './show-row.ts';

const count = prepare(
  'shows_taken_seats',
  `SELECT s.id AS "showId", ${SEAT_COUNTS} FROM shows s WHERE s.id = ANY ($1::uuid[])`,
).rows<SeatCounts & { showId: string }>();

const NONE: SeatCounts = { taken: 0, kept: 0 };

/** Seats lie all over their table, in the order in which people wanted them: a show's are counted once a second, however many searches find it. */
const counts = perDb(() => new TtlCache<SeatCounts>({ ttlMs: 1_000, max: 20_000 }));

/** How many seats of each of these shows are not free, or not for everybody, as it was up to a second ago. */
export async function takenSeats(db: Db, showIds: readonly string[]): Promise<ReadonlyMap<string, SeatCounts>> {
  const unknown: string[] = [];
  const { promise: counted, resolve } = Promise.withResolvers<Promise<ReadonlyMap<string, SeatCounts>>>();
  const known = showIds.map((showId) =>
    counts(db).get(showId, async () => {
      unknown.push(showId);
      return (await counted).get(showId) ?? NONE;
    }),
  );
  resolve(countSeats(db, unknown));
  const all = await Promise.all(known);
  return new Map(showIds.map((showId, at) => [showId, all[at] ?? NONE]));
}

/** The same, counted now. */
export async function countSeats(
  db: Pick<Db, 'pool'>,
  showIds: readonly string[],
): Promise<ReadonlyMap<string, SeatCounts>> {
  const rows = showIds.length === 0 ? [] : await count(db.pool, [showIds]);
  return new Map(rows.map(({ showId, taken, kept }) => [showId, { taken, kept }]));
}
