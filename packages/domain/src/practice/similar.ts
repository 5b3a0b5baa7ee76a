import type { listSimilar as route } from '@docket/contracts/http/practice';
import type { RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { LISTED } from '../judge/problem/visible.ts';
import type { Ctx } from '../spine/ctx.ts';
import { openProblem } from './open.ts';
import { SUMMARY, summaryOf, type PracticeRow } from './summary.ts';

const MOST = 6;

// A tag that two problems share says more than one that all have. Of those that share as much the nearest difficulty is first. What a contest has is left
// out: being similar would tell its tags.
const similarStatement = prepare(
  'similar_problems',
  `WITH me AS (SELECT q.id, q.tags, array_position('{easy,medium,hard}'::text[], q.difficulty) AS rank FROM problems q WHERE q.id = $1),
        weights AS (SELECT t.tag, 1 / ln(1 + count(*)::float8) AS weight FROM me, unnest(me.tags) AS t(tag)
                      JOIN problems p ON p.tags @> ARRAY[t.tag] AND ${LISTED} GROUP BY t.tag)
   SELECT ${SUMMARY}, s.shared
     FROM me JOIN problems p ON p.id <> me.id AND p.tags && me.tags AND ${LISTED} AND NOT problem_contested(p.id, $2)
     JOIN LATERAL (SELECT array_agg(w.tag ORDER BY w.weight DESC, w.tag) AS shared, sum(w.weight) AS weight FROM weights w WHERE w.tag = ANY (p.tags)) s ON true
     LEFT JOIN user_problems u ON u.problem_id = p.id AND u.user_id = $2
    ORDER BY s.weight DESC, abs(array_position('{easy,medium,hard}'::text[], p.difficulty) - me.rank), p.id LIMIT $3`,
).rows<PracticeRow & { shared: string[] }>();

/** Problems that share tags with one. @throws DocketError `problem_not_found`, `practice_closed` */
export async function listSimilar(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  input: { readonly slug: string },
): Promise<RouteResponse<typeof route>> {
  const { id } = await openProblem(ctx, input.slug);
  const userId = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  const rows = await similarStatement(ctx.db.pool, [id, userId, MOST]);
  return { data: rows.map((row) => ({ ...summaryOf(row, userId), shared: row.shared })) };
}
