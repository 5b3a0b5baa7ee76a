import type { listContestAudit as route } from '@docket/contracts/http/contest-jury';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { z } from 'zod';
import type { Ctx } from '../spine/ctx.ts';
import { decodeCursor, encodeCursor } from '../spine/cursor.ts';
import type { Tx } from '../spine/emit.ts';
import { findOwnContest } from './rows.ts';

const writeStatement = prepare(
  'contest_audit_write',
  'INSERT INTO contest_audit (id, contest_id, user_id, act, subject, data, reason) VALUES ($1, $2, $3, $4, $5, $6, $7)',
);

export type Act = {
  readonly contestId: string;
  /** Such as `contest.changed`, `participant.disqualified`, `submission.read`. */
  readonly act: string;
  readonly subject?: string;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly reason?: string | undefined;
};

/** Keeps what the jury did, in the transaction that does it. */
export async function keepRecord(
  { actor }: Pick<Ctx, 'actor'>,
  { client }: Pick<Tx, 'client'>,
  act: Act,
): Promise<void> {
  await writeStatement(client, [
    newId(),
    act.contestId,
    actor.kind === 'user' ? actor.userId : null,
    act.act,
    act.subject ?? null,
    JSON.stringify(act.data ?? {}),
    act.reason ?? null,
  ]);
}

const listStatement = prepare(
  'contest_audit',
  `SELECT a.id, a.at, u.username::text AS username, a.act, a.subject, a.data, a.reason FROM contest_audit a LEFT JOIN users u ON u.id = a.user_id
    WHERE a.contest_id = $1 AND ($2::uuid IS NULL OR a.id < $2) ORDER BY a.id DESC LIMIT $3`,
).rows<{ id: string; at: Date; act: string; data: Record<string, unknown> }>();

const cursorSchema = z.object({ id: z.uuid() });

/** All that the jury did, newest first. @throws DocketError `contest_not_found`, `contest_not_jury`, `invalid_request` (cursor) */
export async function listAudit(
  ctx: Ctx,
  input: RouteQuery<typeof route> & { readonly id: string },
): Promise<RouteResponse<typeof route>> {
  const { id } = await findOwnContest(ctx, input.id);
  const after = input.cursor === undefined ? null : decodeCursor(cursorSchema, input.cursor).id;
  const rows = await listStatement(ctx.db.pool, [id, after, input.limit + 1]);
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  return {
    data: page.map(({ id: auditId, at, ...row }) => ({ auditId, at: at.toISOString(), ...row })),
    meta: { nextCursor: rows.length > input.limit && last !== undefined ? encodeCursor({ id: last.id }) : null },
  };
}
