import { DocketError } from '@docket/contracts/errors';
import type { ProblemStatus } from '@docket/contracts/http/problem';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';

/** Which problems `p` are in lists, searches and counts of tags, whoever asks: drafts are on the page of those who set them. */
export const LISTED = `p.status = 'PUBLISHED'`;

/** Figures of a problem `p`, which nobody is told while a contest has it. */
export const FIGURES = `CASE WHEN p.id IN (SELECT contested_problems()) THEN 0 ELSE p.judged END AS judged,
  CASE WHEN p.id IN (SELECT contested_problems()) THEN 0 ELSE p.accepted END AS accepted`;

/** Tags of a problem `p`, which say how it is solved: nobody is told them while a contest has it. */
export const TAGS = `CASE WHEN p.id IN (SELECT contested_problems()) THEN '{}'::text[] ELSE p.tags END AS tags`;

/** Which problems `p` may be found by their tags. */
export const TELLS_TAGS = 'p.id NOT IN (SELECT contested_problems())';

const seesStatement = prepare(
  'sees_problem',
  'SELECT sees_problem(p, $2) AS sees FROM problems p WHERE p.id = $1',
).rows<{ sees: boolean }>();

const findStatement = prepare(
  'find_seen_problem',
  `SELECT p.id, p.slug, p.status FROM problems p
    WHERE (p.slug = $1 OR p.id = as_uuid($1)) AND ($3 OR sees_problem(p, $2)) ORDER BY p.id = as_uuid($1) DESC LIMIT 1`,
).rows<{ status: ProblemStatus }>();

/** May the caller see a problem of this id? The platform sees all. */
export async function seesProblem(ctx: Pick<Ctx, 'db' | 'actor'>, problemId: string): Promise<boolean> {
  if (ctx.actor.kind === 'system') return true;
  const userId = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  const [row] = await seesStatement(ctx.db.pool, [problemId, userId]);
  return row?.sees === true;
}

/** A problem by slug or id, if the caller sees it. @throws DocketError `problem_not_found`, whether there is none or it is not for them */
export async function findProblem(ctx: Pick<Ctx, 'db' | 'actor'>, slugOrId: string) {
  const userId = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  const [row] = await findStatement(ctx.db.pool, [slugOrId, userId, ctx.actor.kind === 'system']);
  if (row === undefined) throw noProblem(slugOrId);
  return row;
}

export function noProblem(slugOrId: string): DocketError {
  return new DocketError(
    'problem_not_found',
    `There is no problem ${JSON.stringify(slugOrId)}; GET /problems lists them.`,
  );
}
