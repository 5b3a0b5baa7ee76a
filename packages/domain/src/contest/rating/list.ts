import type { getRatingDistribution, listRatings as route } from '@docket/contracts/http/rating';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { z } from 'zod';
import type { Ctx } from '../../spine/ctx.ts';
import { decodeCursor, encodeCursor } from '../../spine/cursor.ts';
import { perDb, TtlCache } from '../../spine/ttl-cache.ts';
import { SHOWS_RATING } from './rows.ts';

const WIDTH = 100;

const listStatement = prepare(
  'ratings_list',
  `SELECT s.* FROM (SELECT t.user_id, u.username::text AS username, t.rating, t.highest, t.contests, t.last_at, rank() OVER (ORDER BY t.rating DESC)::int AS rank
                      FROM ratings t JOIN users u ON u.id = t.user_id WHERE ${SHOWS_RATING}) s
    WHERE ($1::text IS NULL OR starts_with(lower(s.username), lower($1))) AND ($2::int IS NULL OR (s.rating, s.user_id) < ($2, $3::uuid))
    ORDER BY s.rating DESC, s.user_id DESC LIMIT $4`,
).rows<{
  user_id: string;
  username: string;
  rating: number;
  highest: number;
  contests: number;
  last_at: Date;
  rank: number;
}>();

const cursorSchema = z.object({ rating: z.int(), id: z.uuid() });

/** People with a rating that they let others see, the highest first. @throws DocketError `invalid_request` for a cursor of another list */
export async function listRatings(
  ctx: Pick<Ctx, 'db'>,
  { q, cursor, limit }: RouteQuery<typeof route>,
): Promise<RouteResponse<typeof route>> {
  const after = cursor === undefined ? null : decodeCursor(cursorSchema, cursor);
  const rows = await listStatement(ctx.db.pool, [q ?? null, after?.rating ?? null, after?.id ?? null, limit + 1]);
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

const bucketsStatement = prepare(
  'ratings_buckets',
  `SELECT (floor(t.rating / $1::float8) * $1)::int AS from, count(*)::int AS people FROM ratings t JOIN users u ON u.id = t.user_id WHERE ${SHOWS_RATING} GROUP BY 1 ORDER BY 1`,
).rows<{ from: number; people: number }>();
const ownStatement = prepare(
  'ratings_own',
  `SELECT o.rating, (count(*) FILTER (WHERE t.rating > o.rating))::int AS higher, (count(*) FILTER (WHERE t.rating = o.rating))::int AS equal, count(t.user_id)::int AS others
     FROM ratings o LEFT JOIN (ratings t JOIN users u ON u.id = t.user_id AND ${SHOWS_RATING}) ON t.user_id <> o.user_id
    WHERE o.user_id = $1 GROUP BY o.user_id`,
).rows<{ rating: number; higher: number; equal: number; others: number }>();

type Buckets = readonly { readonly from: number; readonly people: number }[];
const bucketsCache = perDb(() => new TtlCache<Buckets>({ ttlMs: 2_000, max: 1 }));

/** How many people have which rating, and where the caller stands among those who are shown. */
export async function distributionOfRatings(
  ctx: Pick<Ctx, 'db' | 'actor'>,
): Promise<RouteResponse<typeof getRatingDistribution>> {
  const found = await bucketsCache(ctx.db).get('', async () => bucketsStatement(ctx.db.pool, [WIDTH]));
  const counts = new Map(found.map(({ from, people }) => [from, people]));
  const [first, last] = [found[0]?.from ?? 0, found.at(-1)?.from ?? -WIDTH];
  const buckets = Array.from({ length: (last - first) / WIDTH + 1 }, (_, at) => {
    const from = first + at * WIDTH;
    return { from, people: counts.get(from) ?? 0 };
  });
  const [own] = ctx.actor.kind === 'user' ? await ownStatement(ctx.db.pool, [ctx.actor.userId]) : [];
  return {
    people: found.reduce((sum, { people }) => sum + people, 0),
    buckets,
    width: WIDTH,
    own:
      own === undefined
        ? null
        : {
            rating: own.rating,
            rank: own.higher + 1,
            above: own.others === 0 ? null : (own.others - own.higher - own.equal / 2) / own.others,
          },
  };
}
