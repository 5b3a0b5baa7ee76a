import type { listTags as route } from '@docket/contracts/http/problem';
import type { RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import { LISTED, TELLS_TAGS } from './visible.ts';
import { perDb, TtlCache } from '../../spine/ttl-cache.ts';

type Tags = RouteResponse<typeof route>;

export const tagsCache = perDb(() => new TtlCache<Tags>({ ttlMs: 2_000, max: 1 }));

const countTags = prepare(
  'problem_tags',
  `SELECT tag, count(*)::int AS problems FROM problems p, unnest(p.tags) AS tag WHERE ${LISTED} AND ${TELLS_TAGS} GROUP BY tag ORDER BY problems DESC, tag COLLATE "C" LIMIT 500`,
).rows<{ tag: string; problems: number }>();

/** Tags in use with how many problems have each, most used first: as many as are found by it. */
export function listTags(ctx: Pick<Ctx, 'db'>): Promise<Tags> {
  return tagsCache(ctx.db).get('all', async () => ({ data: await countTags(ctx.db.pool, []) }));
}
