import { DocketError } from '@docket/contracts/errors';
import type { listSetProblems as route, ProblemStatus, SetProblem } from '@docket/contracts/http/problem';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { z } from 'zod';
import { requireRole, requireUser, type Ctx } from '../../spine/ctx.ts';
import { searchWords } from '../../spine/search-words.ts';
import { decodeCursor, encodeCursor } from '../../spine/cursor.ts';

type Row = {
  id: string;
  slug: string;
  current_version: number;
  warnings: string[];
  publish_when_checked: boolean;
  imported_at: Date;
  status: ProblemStatus;
  programs: number;
  open: number;
  faults: number;
  submissions: boolean;
  title: string;
  importer: string | null;
};

const columns = `
  p.id, p.slug, coalesce(v.title, p.title) AS title, p.status, p.current_version, p.next_version, v.warnings, v.publish_when_checked,
  v.created_at AS imported_at, i.username::text AS importer, c.programs, c.open,
  (SELECT count(*)::int FROM problem_faults f WHERE f.problem_id = v.problem_id AND f.version = v.version) AS faults,
  EXISTS (SELECT FROM submissions s WHERE s.problem_id = p.id) AS submissions
  FROM problems p JOIN problem_versions v ON v.problem_id = p.id AND v.version = coalesce(p.next_version, p.current_version)
  LEFT JOIN users i ON i.id = v.imported_by_id,
  LATERAL (SELECT count(*)::int AS programs, count(*) FILTER (WHERE u.status IS NULL)::int AS open
             FROM package_checks u WHERE u.problem_id = v.problem_id AND u.version = v.version) c`;

const listStatement = prepare(
  'set_problems',
  `SELECT ${columns}
    WHERE ($1::uuid IS NULL OR p.id IN (SELECT problem_id FROM problem_versions WHERE imported_by_id = $1))
      AND ($2::text IS NULL OR p.status = $2) AND NOT EXISTS (SELECT FROM unnest($3::text[]) AS w(word) WHERE p.search_words NOT LIKE '%' || plain_words(w.word) || '%') AND ($4::uuid IS NULL OR p.id < $4)
    ORDER BY p.id DESC LIMIT $5`,
).rows<Row>();
const oneStatement = prepare('set_problem', `SELECT ${columns} WHERE p.id = $1`).rows<Row>();

const cursorSchema = z.object({ id: z.uuid() });

/**
 * What the caller sets, in whatever state, the newest problem first; for admins on request what anybody sets.
 * @throws DocketError `unauthenticated`, `forbidden`, `invalid_request` (cursor)
 */
export async function listSetProblems(ctx: Ctx, input: RouteQuery<typeof route>): Promise<RouteResponse<typeof route>> {
  requireRole(ctx, 'setter', 'admin');
  const user = requireUser(ctx);
  const everybody = input.whose === 'everybody';
  if (everybody && user.role !== 'admin')
    throw new DocketError('forbidden', 'Only an admin lists the problems of everybody; leave out `whose`.');
  const after = input.cursor === undefined ? null : decodeCursor(cursorSchema, input.cursor).id;
  const rows = await listStatement(ctx.db.pool, [
    everybody ? null : user.userId,
    input.status ?? null,
    searchWords(input.q),
    after,
    input.limit + 1,
  ]);
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  return {
    data: page.map(toSetProblem),
    meta: { nextCursor: rows.length > input.limit && last !== undefined ? encodeCursor({ id: last.id }) : null },
  };
}

/** One of them. @throws DocketError `problem_not_found` */
export async function getSetProblem(ctx: Pick<Ctx, 'db'>, problemId: string): Promise<SetProblem> {
  const [row] = await oneStatement(ctx.db.pool, [problemId]);
  if (row === undefined) throw new DocketError('problem_not_found', 'The problem was deleted.');
  return toSetProblem(row);
}

function toSetProblem(row: Awaited<ReturnType<typeof oneStatement>>[number]): SetProblem {
  return {
    problemId: row.id,
    slug: row.slug,
    title: row.title,
    status: row.status,
    version: row.current_version,
    nextVersion: row.next_version,
    programs: { tried: row.programs - row.open, open: row.open },
    faults: row.faults,
    warnings: row.warnings,
    publishesItself: row.publish_when_checked,
    hasSubmissions: row.submissions,
    importedAt: row.imported_at.toISOString(),
    importedBy: row.importer,
  };
}
