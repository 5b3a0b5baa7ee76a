import type { listCourseAudit as route } from '@docket/contracts/http/course';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { z } from 'zod';
import type { Ctx } from '../spine/ctx.ts';
import { decodeCursor, encodeCursor } from '../spine/cursor.ts';
import type { Tx } from '../spine/emit.ts';
import { findStaffed } from './rows.ts';

const writeStatement = prepare(
  'course_audit_write',
  'INSERT INTO course_audit (id, course_id, user_id, act, subject, data, reason) VALUES ($1, $2, $3, $4, $5, $6, $7)',
);

export type Act = {
  readonly courseId: string;
  /** Such as `roster.taken` or `grade.given`. */
  readonly act: string;
  /** A student, an assignment or an account. */
  readonly subject?: string;
  /** Ids and figures: it is for ever, and names are people's. */
  readonly data?: Readonly<Record<string, unknown>>;
  readonly reason?: string | undefined;
};

/** Keeps what the staff did, in the transaction that does it. */
export async function keepRecord(
  { actor }: Pick<Ctx, 'actor'>,
  { client }: Pick<Tx, 'client'>,
  act: Act,
): Promise<void> {
  await writeStatement(client, [
    newId(),
    act.courseId,
    actor.kind === 'user' ? actor.userId : null,
    act.act,
    act.subject ?? null,
    JSON.stringify(act.data ?? {}),
    act.reason ?? null,
  ]);
}

const listStatement = prepare(
  'course_audit',
  `SELECT a.id, a.at, u.username::text AS username, a.act, coalesce(t.name, a.subject::text) AS subject, a.data, a.reason
     FROM course_audit a LEFT JOIN users u ON u.id = a.user_id LEFT JOIN course_students t ON t.id = a.subject
    WHERE a.course_id = $1 AND ($2::uuid IS NULL OR a.id < $2) ORDER BY a.id DESC LIMIT $3`,
).rows<{ id: string; at: Date; act: string; data: Record<string, unknown> }>();

const cursorSchema = z.object({ id: z.uuid() });

/** All that the staff did, newest first. @throws DocketError `course_not_found`, `course_not_staff`, `invalid_request` (cursor) */
export async function listAudit(
  ctx: Ctx,
  input: RouteQuery<typeof route> & { readonly id: string },
): Promise<RouteResponse<typeof route>> {
  const { id } = await findStaffed(ctx, input.id);
  const after = input.cursor === undefined ? null : decodeCursor(cursorSchema, input.cursor).id;
  const rows = await listStatement(ctx.db.pool, [id, after, input.limit + 1]);
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  return {
    data: page.map(({ id: auditId, at, ...row }) => ({ auditId, at: at.toISOString(), ...row })),
    meta: { nextCursor: rows.length > input.limit && last !== undefined ? encodeCursor({ id: last.id }) : null },
  };
}
