import type { Db } from '@docket/db/client';
import { prepare } from '@docket/db/statement';
import { perDb, TtlCache } from '../../spine/ttl-cache.ts';
import { TAKEN_SEATS } from './show-row.ts';

const count = prepare(
  'shows_taken_seats',
  `SELECT s.id AS "showId", ${TAKEN_SEATS} AS taken FROM unnest($1::uuid[]) AS s(id)`,
).rows<{ showId: string; taken: number }>();

/** Seats lie all over their table, in the order in which people wanted them: a show's are counted once a second, however many searches find it. */
const counts = perDb(() => new TtlCache<number>({ ttlMs: 1_000, max: 20_000 }));

/** How many seats of each of these shows are sold or held, as it was up to a second ago. */
export async function takenSeats(db: Db, showIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const unknown: string[] = [];
  const { promise: counted, resolve } = Promise.withResolvers<Promise<ReadonlyMap<string, number>>>();
  const known = showIds.map((showId) =>
    counts(db).get(showId, async () => {
      unknown.push(showId);
      return (await counted).get(showId) ?? 0;
    }),
  );
  resolve(countSeats(db, unknown));
  const all = await Promise.all(known);
  return new Map(showIds.map((showId, at) => [showId, all[at] ?? 0]));
}

/** The same, counted now. */
export async function countSeats(db: Pick<Db, 'pool'>, showIds: readonly string[]): Promise<Map<string, number>> {
  const rows = showIds.length === 0 ? [] : await count(db.pool, [showIds]);
  return new Map(rows.map(({ showId, taken }) => [showId, taken]));
}
