import type { listSimilar as route } from '@docket/contracts/http/practice';
import type { RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { LISTED, TELLS_TAGS } from '../judge/problem/visible.ts';
import type { Ctx } from '../spine/ctx.ts';
import { openProblem } from './open.ts';
import { SUMMARY, summaryOf, type PracticeRow } from './summary.ts';

const MOST = 6;

// A tag that two problems share says more than one that all have. Of those that share as much the nearest difficulty is first. What a contest has is left
// out, as `problem_contested` has it, which would be asked for each row: being similar would tell its tags.
const similarStatement = prepare(
  'similar_problems',
  `WITH own AS (SELECT c.problem_id FROM judge_scope_members m JOIN judge_scopes s ON s.id = m.scope_id JOIN judge_scope_problems c ON c.scope_id = s.id
                 WHERE m.user_id = $2 AND scope_is_open(s, m, now())),
        me AS (SELECT q.id, q.tags, array_position('{easy,medium,hard}'::text[], q.difficulty) AS rank FROM problems q WHERE q.id = $1),
        weights AS (SELECT t.tag, 1 / ln(1 + count(*)::float8) AS weight FROM me, unnest(me.tags) AS t(tag)
                      JOIN problems p ON p.tags @> ARRAY[t.tag] AND ${LISTED} GROUP BY t.tag)
   SELECT ${SUMMARY}, s.shared
     FROM me JOIN problems p ON p.id <> me.id AND p.tags && me.tags AND ${LISTED} AND ${TELLS_TAGS}
            AND p.id NOT IN (SELECT own.problem_id FROM own)
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
