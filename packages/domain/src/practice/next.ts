import { DocketError } from '@docket/contracts/errors';
import type { getNextUnsolved as route } from '@docket/contracts/http/practice';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { LISTED, TELLS_TAGS } from '../judge/problem/visible.ts';
import type { Ctx } from '../spine/ctx.ts';
import { readsList } from './study-list/rows.ts';
import { SUMMARY, summaryOf, type PracticeRow } from './summary.ts';

const key = (problem: string, entry: string) =>
  `(coalesce(${entry}.ordinal, 0), array_position('{easy,medium,hard}'::text[], ${problem}.difficulty), ${problem}.created_at, ${problem}.id)`;

const nextStatement = prepare(
  'next_unsolved',
  `SELECT ${SUMMARY} FROM problems p
     LEFT JOIN user_problems u ON u.problem_id = p.id AND u.user_id = $1
     LEFT JOIN study_list_problems l ON l.list_id = $2 AND l.problem_id = p.id
     LEFT JOIN problems a ON (a.slug = $3 OR a.id = as_uuid($3)) AND sees_problem(a, $1)
     LEFT JOIN study_list_problems b ON b.list_id = $2 AND b.problem_id = a.id
    WHERE ${LISTED} AND u.state IS DISTINCT FROM 'solved' AND p.id IS DISTINCT FROM a.id AND ($2::uuid IS NULL OR l.list_id IS NOT NULL)
      AND ($4::text IS NULL OR p.difficulty = $4) AND ($5::text IS NULL OR p.tags @> ARRAY[lower($5)] AND ${TELLS_TAGS})
    ORDER BY coalesce(a.id IS NULL OR ${key('p', 'l')} > ${key('a', 'b')}, true) DESC, ${key('p', 'l')} LIMIT 1`,
).rows<PracticeRow>();

/**
 * The next problem that the caller has not solved. Guests have solved nothing.
 * @throws DocketError `study_list_not_found`
 */
export async function getNextUnsolved(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  input: RouteQuery<typeof route>,
): Promise<RouteResponse<typeof route>> {
  const userId = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  if (input.list !== undefined && !(await readsList(ctx, input.list)))
    throw new DocketError('study_list_not_found', 'There is no such study list among the official ones and yours.');
  const [row] = await nextStatement(ctx.db.pool, [
    userId,
    input.list ?? null,
    input.after ?? null,
    input.difficulty ?? null,
    input.tag ?? null,
  ]);
  return { problem: row === undefined ? null : summaryOf(row, userId) };
}
