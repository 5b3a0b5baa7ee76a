import type { suggestAirports as contract } from '@docket/contracts/http/flight';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../spine/ctx.ts';
import { perDb, TtlCache } from '../spine/ttl-cache.ts';
import { AIRPORT_COLUMNS, toAirport, type AirportRow } from './airport-row.ts';

/** Those that only look alike are told where none begins like it. */
const suggestStatement = prepare(
  'suggest_airports',
  `WITH wanted AS (SELECT plain_words($1) AS words, upper($1) AS code),
        alike AS (
     SELECT p.code, w.words = '' OR p.code = w.code OR ' ' || p.search_text LIKE '% ' || w.words || '%' AS is_begun,
            word_similarity(w.words, p.search_text) AS likeness
       FROM airports p, wanted w
      WHERE w.words = '' OR p.code = w.code OR ' ' || p.search_text LIKE '% ' || w.words || '%' OR word_similarity(w.words, p.search_text) >= 0.4)
   SELECT ${AIRPORT_COLUMNS} FROM alike l JOIN airports a ON a.code = l.code, wanted w
    WHERE l.is_begun OR NOT EXISTS (SELECT FROM alike b WHERE b.is_begun)
    ORDER BY a.code = w.code DESC, CASE WHEN l.is_begun THEN 1 ELSE l.likeness END DESC, a.rank, a.code
    LIMIT $2`,
).rows<AirportRow>();

type Found = RouteResponse<typeof contract>;

/** The same beginnings are typed by everybody. */
const cache = perDb(() => new TtlCache<Found>({ ttlMs: 5_000, max: 1_000 }));

/** The airport of that code, then those whose name, city or country has a word that begins like what was typed, the busiest first; else those that look like it. */
export function suggestAirports(ctx: Pick<Ctx, 'db'>, { q, limit }: RouteQuery<typeof contract>): Promise<Found> {
  return cache(ctx.db).get(`${limit} ${q}`, async () => ({
    data: (await suggestStatement(ctx.db.pool, [q, limit])).map(toAirport),
  }));
}
