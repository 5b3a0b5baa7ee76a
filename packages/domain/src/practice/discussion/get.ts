import type { getThread as route } from '@docket/contracts/http/discussion';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import { DocketError } from '@docket/contracts/errors';
import { prepare } from '@docket/db/statement';
import { z } from 'zod';
import type { Ctx } from '../../spine/ctx.ts';
import { decodeCursor, encodeCursor } from '../../spine/cursor.ts';
import { openProblem } from '../open.ts';
import {
  findPost,
  isShown,
  noThread,
  POST,
  POST_FROM,
  toPost,
  toThread,
  userOf,
  type PostRow,
  type Reader,
} from './rows.ts';

const repliesStatement = prepare(
  'discussion_replies',
  `SELECT ${POST} FROM ${POST_FROM}
    WHERE d.thread_id = $1 AND (d.hidden_at IS NULL OR $2 OR d.author_id = $3) AND ($4::uuid IS NULL OR d.id > $4) ORDER BY d.id LIMIT $5`,
).rows<PostRow>();

const cursorSchema = z.object({ id: z.uuid() });

/**
 * A thread that the caller may read, and how they read it. To whom its problem does not exist, it does not either.
 * @throws DocketError `thread_not_found`, `practice_closed`
 */
export async function openThread(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  id: string,
  spoil: boolean,
): Promise<{ readonly row: PostRow; readonly reader: Reader }> {
  const row = await findPost(ctx.db.pool, id);
  if (row === undefined || row.kind === 'reply') throw noThread();
  const problem = await openProblem(ctx, row.problem_id).catch((error: unknown) => {
    throw error instanceof DocketError && error.code === 'problem_not_found' ? noThread() : error;
  });
  const reader = { userId: userOf(ctx), moderates: problem.setter, solved: problem.solved, spoil };
  if (!isShown(row, reader)) throw noThread();
  return { row, reader };
}

/** A discussion with its replies, oldest first. @throws DocketError `thread_not_found`, `practice_closed`, `invalid_request` */
export async function getThread(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  input: RouteQuery<typeof route> & { readonly id: string },
): Promise<RouteResponse<typeof route>> {
  const { row, reader } = await openThread(ctx, input.id, input.spoil === 'true');
  const after = input.cursor === undefined ? null : decodeCursor(cursorSchema, input.cursor).id;
  const rows = await repliesStatement(ctx.db.pool, [row.id, reader.moderates, reader.userId, after, input.limit + 1]);
  const shown = rows.slice(0, input.limit);
  const last = rows.length > input.limit ? shown.at(-1) : undefined;
  return {
    thread: toThread(row, reader),
    moderates: reader.moderates,
    data: shown.map((reply) => toPost(reply, reader)),
    meta: { nextCursor: last === undefined ? null : encodeCursor({ id: last.id }) },
  };
}
