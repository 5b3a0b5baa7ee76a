import type { EventInput } from '@docket/contracts/events/envelope';
import { notification, type Notification } from '@docket/contracts/http/notification';
import type { NotificationKindName } from '@docket/contracts/notification/kinds';

/** A notification as `NOTIFICATION_COLUMNS` reads it. */
export type NotificationRow = {
  id: string;
  user_id: string;
  kind: NotificationKindName;
  data: Record<string, unknown>;
  created_at: Date;
  read_at: Date | null;
};

/** Of `notifications n`. */
export const NOTIFICATION_COLUMNS = 'n.id, n.user_id, n.kind, n.data, n.created_at, n.read_at';

export function dataOf(row: NotificationRow): EventInput<'notification'> {
  return {
    notificationId: row.id,
    kind: row.kind,
    data: row.data,
    createdAt: row.created_at.toISOString(),
    readAt: row.read_at?.toISOString() ?? null,
  };
}

/** Undefined for one of a kind that this version does not know. */
export function toNotification(row: NotificationRow): Notification | undefined {
  return notification.safeParse(dataOf(row)).data;
}
