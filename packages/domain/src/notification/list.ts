import type { listNotifications as contract } from '@docket/contracts/http/notification';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { z } from 'zod';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { decodeCursor, encodeCursor } from '../spine/cursor.ts';
import { NOTIFICATION_COLUMNS, toNotification, type NotificationRow } from './rows.ts';

const place = z.strictObject({ id: z.uuid() });

const listStatement = prepare(
  'notifications_list',
  `SELECT ${NOTIFICATION_COLUMNS} FROM notifications n
    WHERE n.user_id = $1 AND ($2::uuid IS NULL OR n.id < $2) AND ($3::boolean IS NULL OR (n.read_at IS NULL) = $3) ORDER BY n.id DESC LIMIT $4`,
).rows<NotificationRow>();

/** What the caller was told, newest first. @throws DocketError unauthenticated, invalid_request (cursor) */
export async function listNotifications(
  ctx: Ctx,
  input: RouteQuery<typeof contract>,
): Promise<RouteResponse<typeof contract>> {
  const user = requireUser(ctx);
  const after = input.cursor === undefined ? null : decodeCursor(place, input.cursor).id;
  const unread = input.unread === undefined ? null : input.unread === 'true';
  const rows = await listStatement(ctx.db.pool, [user.userId, after, unread, input.limit + 1]);
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  return {
    data: page.flatMap((row) => toNotification(row) ?? []),
    meta: { nextCursor: rows.length > input.limit && last !== undefined ? encodeCursor({ id: last.id }) : null },
  };
}
