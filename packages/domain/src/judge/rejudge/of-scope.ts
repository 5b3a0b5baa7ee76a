import type { RejudgeSummary, VerdictMatrix } from '@docket/contracts/http/rejudge';
import type { Ctx } from '../../spine/ctx.ts';
import { decodeCursor, encodeCursor } from '../../spine/cursor.ts';
import { z } from 'zod';
import { readMatrix, REJUDGE_SELECT, toRejudge, type RejudgeRow } from './rows.ts';

const cursorSchema = z.object({ id: z.uuid() });

/** Rejudges of a scope, newest first, for whoever keeps it: who calls has looked whether it is for the caller. @throws DocketError `invalid_request` (cursor) */
export async function listScopeRejudges(
  ctx: Pick<Ctx, 'db'>,
  scopeId: string,
  input: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ readonly data: RejudgeSummary[]; readonly meta: { readonly nextCursor: string | null } }> {
  const after = input.cursor === undefined ? null : decodeCursor(cursorSchema, input.cursor).id;
  const { rows } = await ctx.db.pool.query<RejudgeRow>(
    `${REJUDGE_SELECT} WHERE r.scope_id = $1 AND ($2::uuid IS NULL OR r.id < $2) ORDER BY r.id DESC LIMIT $3`,
    [scopeId, after, input.limit + 1],
  );
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  return {
    data: page.map(toRejudge),
    meta: { nextCursor: rows.length > input.limit && last !== undefined ? encodeCursor({ id: last.id }) : null },
  };
}

export type ReadRejudge = RejudgeSummary & { readonly matrix: VerdictMatrix };

/** One of a scope, likewise; undefined: there is none. */
export async function readRejudge(ctx: Pick<Ctx, 'db'>, scopeId: string, id: string): Promise<ReadRejudge | undefined> {
  const { rows } = await ctx.db.pool.query<RejudgeRow>(`${REJUDGE_SELECT} WHERE r.scope_id = $1 AND r.id = $2`, [
    scopeId,
    id,
  ]);
  const [row] = rows;
  return row === undefined ? undefined : { ...toRejudge(row), matrix: await readMatrix(ctx, id) };
}
