import type {
  listNotificationPreferences as listContract,
  setNotificationPreference as setContract,
} from '@docket/contracts/http/notification';
import type { RouteResponse } from '@docket/contracts/http/route';
import {
  notificationKindNames,
  notificationKinds,
  type NotificationKindName,
} from '@docket/contracts/notification/kinds';
import { prepare } from '@docket/db/statement';
import { requireUser, type Ctx } from '../spine/ctx.ts';

const listStatement = prepare(
  'notification_preferences',
  'SELECT p.kind, p.mail FROM notification_preferences p WHERE p.user_id = $1',
);
const setStatement = prepare(
  'notification_preference_set',
  `INSERT INTO notification_preferences (user_id, kind, mail) VALUES ($1, $2, $3) ON CONFLICT (user_id, kind) DO UPDATE SET mail = excluded.mail`,
);

/** Every kind that the caller may be told of, and whether it goes to the caller by mail. @throws DocketError unauthenticated */
export async function listPreferences(ctx: Ctx): Promise<RouteResponse<typeof listContract>> {
  const { userId, role } = requireUser(ctx);
  const said = new Map((await listStatement(ctx.db.pool, [userId])).map(({ kind, mail }) => [kind, mail]));
  return {
    data: notificationKindNames
      .filter((kind) => notificationKinds[kind].roles?.includes(role) !== false)
      .map((kind) => ({
        kind,
        name: notificationKinds[kind].name,
        mail: said.get(kind) ?? notificationKinds[kind].mail,
      })),
  };
}

/** @throws DocketError unauthenticated */
export async function setPreference(
  ctx: Ctx,
  input: { readonly kind: NotificationKindName; readonly mail: boolean },
): Promise<RouteResponse<typeof setContract>> {
  const { userId } = requireUser(ctx);
  await setStatement(ctx.db.pool, [userId, input.kind, input.mail]);
  return { kind: input.kind, name: notificationKinds[input.kind].name, mail: input.mail };
}
