import type { suggestPlaces as contract } from '@docket/contracts/http/place';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../spine/ctx.ts';
import { perDb, TtlCache } from '../spine/ttl-cache.ts';
import { PLACE_COLUMNS, toPlace, type PlaceRow } from './place-row.ts';

/** Those that only look alike are told where none begins like it. */
const suggestStatement = prepare(
  'suggest_places',
  `WITH wanted AS (SELECT plain_words($1) AS words),
        alike AS (
     SELECT p.id, w.words = '' OR ' ' || p.search_text LIKE '% ' || w.words || '%' AS is_begun, p.search_text LIKE w.words || '%' AS is_named,
            word_similarity(w.words, p.search_text) AS likeness
       FROM places p, wanted w
      WHERE w.words = '' OR ' ' || p.search_text LIKE '% ' || w.words || '%' OR word_similarity(w.words, p.search_text) >= 0.4)
   SELECT ${PLACE_COLUMNS} FROM alike a JOIN places p ON p.id = a.id
    WHERE a.is_begun OR NOT EXISTS (SELECT FROM alike b WHERE b.is_begun)
    ORDER BY a.is_named DESC, CASE WHEN a.is_begun THEN 1 ELSE a.likeness END DESC, properties DESC, p.population DESC, p.name, p.id
    LIMIT $2`,
).rows<PlaceRow>();

type Found = RouteResponse<typeof contract>;

/** The same beginnings are typed by everybody. */
const cache = perDb(() => new TtlCache<Found>({ ttlMs: 5_000, max: 1_000 }));

/** Places whose name, region or country has a word that begins like what was typed, those first whose name does; else those that look like it. Accents and capitals do not count. */
export function suggestPlaces(ctx: Pick<Ctx, 'db'>, { q, limit }: RouteQuery<typeof contract>): Promise<Found> {
  return cache(ctx.db).get(`${limit} ${q}`, async () => ({
    data: (await suggestStatement(ctx.db.pool, [q, limit])).map(toPlace),
  }));
}
