import type { getRatingDistribution, listRatings as route } from '@docket/contracts/http/rating';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { z } from 'zod';
import type { Ctx } from '../../spine/ctx.ts';
import { decodeCursor, encodeCursor } from '../../spine/cursor.ts';
import { perDb, TtlCache } from '../../spine/ttl-cache.ts';
import { SHOWS_RATING } from './rows.ts';

const WIDTH = 100;

// The page comes by the index, and ranks are counted from the highest rating down to its last one: the first page costs nothing of what is below it.
const listStatement = prepare(
  'ratings_list',
  `WITH page AS (SELECT t.user_id, u.username::text AS username, t.rating, t.highest, t.contests, t.last_at FROM ratings t JOIN users u ON u.id = t.user_id
                  WHERE ${SHOWS_RATING} AND ($1::text IS NULL OR starts_with(lower(u.username::text), lower($1))) AND (t.rating, t.user_id) < ($2::int, $3::uuid)
                  ORDER BY t.rating DESC, t.user_id DESC LIMIT $4),
        ranks AS (SELECT t.rating, (1 + sum(count(*)) OVER (ORDER BY t.rating DESC) - count(*))::int AS rank FROM ratings t JOIN users u ON u.id = t.user_id
                   WHERE ${SHOWS_RATING} AND t.rating >= (SELECT min(p.rating) FROM page p) GROUP BY t.rating)
   SELECT p.user_id, p.username, p.rating, p.highest, p.contests, p.last_at, r.rank FROM page p JOIN ranks r ON r.rating = p.rating
    ORDER BY p.rating DESC, p.user_id DESC`,
).rows<{
  user_id: string;
  username: string;
  rating: number;
  highest: number;
  contests: number;
  last_at: Date;
  rank: number;
}>();
/** Before everybody: no rating is as high. */
const START = { rating: 2 ** 31 - 1, id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

const cursorSchema = z.object({ rating: z.int(), id: z.uuid() });

/** People with a rating that they let others see, the highest first. @throws DocketError `invalid_request` for a cursor of another list */
export async function listRatings(
  ctx: Pick<Ctx, 'db'>,
  { q, cursor, limit }: RouteQuery<typeof route>,
): Promise<RouteResponse<typeof route>> {
  const after = cursor === undefined ? START : decodeCursor(cursorSchema, cursor);
  const rows = await listStatement(ctx.db.pool, [q ?? null, after.rating, after.id, limit + 1]);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    data: shown.map(({ user_id: userId, last_at: lastAt, ...row }) => ({
      userId,
      ...row,
      lastAt: lastAt.toISOString(),
    })),
    meta: {
      nextCursor:
        rows.length > limit && last !== undefined ? encodeCursor({ rating: last.rating, id: last.user_id }) : null,
    },
  };
}

const countsStatement = prepare(
  'ratings_counts',
  `SELECT t.rating, count(*)::int AS people FROM ratings t JOIN users u ON u.id = t.user_id WHERE ${SHOWS_RATING} GROUP BY t.rating ORDER BY t.rating`,
).rows<{ people: number }>();
const ownStatement = prepare(
  'ratings_own',
  `SELECT t.rating, ${SHOWS_RATING} AS shown FROM ratings t JOIN users u ON u.id = t.user_id WHERE t.user_id = $1`,
).rows<{ shown: boolean }>();

/** How many have each rating, the lowest first: all that is told of it is counted from this. */
type Counts = readonly { readonly rating: number; readonly people: number }[];
const countsCache = perDb(() => new TtlCache<Counts>({ ttlMs: 2_000, max: 1 }));

function peopleOf(counts: Counts, has: (rating: number) => boolean): number {
  return counts.reduce((sum, { rating, people }) => (has(rating) ? sum + people : sum), 0);
}

type Own = { readonly rating: number; readonly shown: boolean };

/** Where somebody stands among the others. Who hides their rating is not among those who are counted. */
function placeAmong(counts: Counts, { rating, shown }: Own): { rating: number; rank: number; above: number | null } {
  const higher = peopleOf(counts, (other) => other > rating);
  const lower = peopleOf(counts, (other) => other < rating);
  // What is counted may be of a moment before they were rated so.
  const equal = Math.max(0, peopleOf(counts, (other) => other === rating) - (shown ? 1 : 0));
  const others = higher + equal + lower;
  return { rating, rank: higher + 1, above: others === 0 ? null : (lower + equal / 2) / others };
}

/** How many people have which rating, and where the caller stands among those who are shown. */
export async function distributionOfRatings(
  ctx: Pick<Ctx, 'db' | 'actor'>,
): Promise<RouteResponse<typeof getRatingDistribution>> {
  const counts = await countsCache(ctx.db).get('', async () => countsStatement(ctx.db.pool, []));
  const bucketOf = (rating: number) => Math.floor(rating / WIDTH) * WIDTH;
  const byBucket = new Map<number, number>();
  for (const { rating, people } of counts)
    byBucket.set(bucketOf(rating), (byBucket.get(bucketOf(rating)) ?? 0) + people);
  const [first, last] = [bucketOf(counts[0]?.rating ?? 0), bucketOf(counts.at(-1)?.rating ?? -WIDTH)];
  const buckets = Array.from({ length: (last - first) / WIDTH + 1 }, (_, at) => {
    const from = first + at * WIDTH;
    return { from, people: byBucket.get(from) ?? 0 };
  });
  const [own] = ctx.actor.kind === 'user' ? await ownStatement(ctx.db.pool, [ctx.actor.userId]) : [];
  return {
    people: peopleOf(counts, () => true),
    buckets,
    width: WIDTH,
    own: own === undefined ? null : placeAmong(counts, own),
  };
}
