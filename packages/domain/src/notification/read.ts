import { userChannel } from '@docket/contracts/events/envelope';
import type {
  countNotifications as countContract,
  readNotifications as contract,
} from '@docket/contracts/http/notification';
import type { RouteBody, RouteResponse } from '@docket/contracts/http/route';
import type { Pool, PoolClient } from '@docket/db/pool';
import { prepare } from '@docket/db/statement';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { change } from '../spine/emit.ts';

/** More are not counted: nobody reads the difference, and counting them takes longer for whoever has the most. */
const COUNTED = 100;

const readStatement = prepare(
  'notifications_read',
  `UPDATE notifications n SET read_at = clock_timestamp()
    WHERE n.user_id = $1 AND n.read_at IS NULL AND (n.id = ANY ($2::uuid[]) OR n.id <= $3::uuid) RETURNING n.id`,
);
const countStatement = prepare(
  'notifications_unread',
  `SELECT count(*)::int AS unread FROM (SELECT FROM notifications n WHERE n.user_id = $1 AND n.read_at IS NULL LIMIT ${COUNTED}) u`,
).rows<{ unread: number }>();

async function unreadOf(on: Pool | PoolClient, userId: string): Promise<number> {
  return (await countStatement(on, [userId]))[0]?.unread ?? 0;
}

/** How many the caller has not read, at most 100. @throws DocketError unauthenticated */
export async function countUnread(ctx: Ctx): Promise<RouteResponse<typeof countContract>> {
  return { unread: await unreadOf(ctx.db.pool, requireUser(ctx).userId) };
}

/** These, or one and all before it, are read, and the caller's other devices are told. @throws DocketError unauthenticated */
export async function readNotifications(
  ctx: Ctx,
  input: RouteBody<typeof contract>,
): Promise<RouteResponse<typeof contract>> {
  const { userId } = requireUser(ctx);
  return change(ctx, async (tx) => {
    const now = await readStatement(tx.client, [userId, input.ids ?? [], input.upTo ?? null]);
    const unread = await unreadOf(tx.client, userId);
    if (now.length > 0)
      tx.emit({
        channel: userChannel(userId),
        type: 'notification.read',
        data: { ids: input.ids === undefined ? [] : now.map(({ id }) => id), upTo: input.upTo ?? null, unread },
      });
    return { unread };
  });
}
