import type { listThreads as route } from '@docket/contracts/http/discussion';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { z } from 'zod';
import type { Ctx } from '../../spine/ctx.ts';
import { decodeCursor, encodeCursor } from '../../spine/cursor.ts';
import { openProblem } from '../open.ts';
import { POST, POST_FROM, toThread, userOf, type PostRow } from './rows.ts';

// What was deleted stays as long as others have replied to it.
const listStatement = prepare(
  'discussion_threads',
  `SELECT ${POST} FROM ${POST_FROM}
    WHERE d.problem_id = $1 AND d.thread_id IS NULL AND (d.deleted_at IS NULL OR d.replies > 0) AND (d.hidden_at IS NULL OR $2 OR d.author_id = $3)
      AND ($4::text IS NULL OR d.kind = $4) AND ($5::text IS NULL OR d.language = $5) AND ($6::uuid IS NULL OR d.id < $6) ORDER BY d.id DESC LIMIT $7`,
).rows<PostRow>();

const cursorSchema = z.object({ id: z.uuid() });

/** What people say about a problem, newest first, without the texts that give something away. @throws DocketError `problem_not_found`, `practice_closed`, `invalid_request` */
export async function listThreads(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  input: RouteQuery<typeof route> & { readonly slug: string },
): Promise<RouteResponse<typeof route>> {
  const problem = await openProblem(ctx, input.slug);
  const reader = { userId: userOf(ctx), moderates: problem.setter, solved: problem.solved, spoil: false };
  const after = input.cursor === undefined ? null : decodeCursor(cursorSchema, input.cursor).id;
  const rows = await listStatement(ctx.db.pool, [
    problem.id,
    reader.moderates,
    reader.userId,
    input.kind ?? null,
    input.language ?? null,
    after,
    input.limit + 1,
  ]);
  const shown = rows.slice(0, input.limit);
  const last = rows.length > input.limit ? shown.at(-1) : undefined;
  return {
    data: shown.map((row) => toThread(row, reader)),
    meta: { nextCursor: last === undefined ? null : encodeCursor({ id: last.id }) },
    moderates: reader.moderates,
    solved: reader.solved,
  };
}
