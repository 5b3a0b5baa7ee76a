import { userChannel } from '@docket/contracts/events/envelope';
import {
  notificationKinds,
  type NotificationData,
  type NotificationKindName,
} from '@docket/contracts/notification/kinds';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import type { Tx } from '../spine/emit.ts';
import { dataOf, NOTIFICATION_COLUMNS, type NotificationRow } from './rows.ts';

/** What somebody is to be told. */
export type Told<K extends NotificationKindName = NotificationKindName> = K extends NotificationKindName
  ? {
      readonly userId: string;
      readonly kind: K;
      /** What happened: with the same key somebody is told once. Such as `<booking>:<revision>`; the kind is put before it. */
      readonly key: string;
      readonly data: NotificationData<K>;
    }
  : never;

const writeStatement = prepare(
  'notifications_write',
  `INSERT INTO notifications AS n (id, user_id, kind, key, data)
   SELECT t.id, t.user_id, t.kind, t.key, t.data
     FROM ROWS FROM (unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]), jsonb_array_elements($5::jsonb)) AS t(id, user_id, kind, key, data)
    ORDER BY t.user_id, t.key
   ON CONFLICT (user_id, key) DO NOTHING RETURNING ${NOTIFICATION_COLUMNS},
     EXISTS (SELECT FROM push_devices d WHERE d.user_id = n.user_id) AS has_device`,
).rows<NotificationRow & { has_device: boolean }>();

/**
 * Tells people, in the transaction that causes it: in the app, on their devices, and by mail where the kind goes by mail. Who was told of it before is not told again.
 * @throws ZodError for data that breaks the contract of its kind
 */
export async function notify(tx: Tx, told: readonly Told[]): Promise<void> {
  if (told.length === 0) return;
  const rows = await writeStatement(tx.client, [
    told.map(() => newId()),
    told.map(({ userId }) => userId),
    told.map(({ kind }) => kind),
    told.map(({ kind, key }) => `${kind}:${key}`),
    JSON.stringify(told.map(({ kind, data }) => notificationKinds[kind].data.parse(data))),
  ]);
  tx.emit(
    ...rows.map((row) => ({ channel: userChannel(row.user_id), type: 'notification', data: dataOf(row) }) as const),
  );
  const mailed = rows.filter(({ kind }) => notificationKinds[kind].mail);
  tx.enqueue(...mailed.map(({ id }) => ({ name: 'notification.mail', payload: { notificationId: id } }) as const));
  const pushed = rows.filter((row) => row.has_device);
  tx.enqueue(...pushed.map(({ id }) => ({ name: 'notification.push', payload: { notificationId: id } }) as const));
}
