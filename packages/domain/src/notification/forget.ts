import { prepare } from '@docket/db/statement';
import type { Tx } from '../spine/emit.ts';

const notificationsStatement = prepare('notifications_forget', 'DELETE FROM notifications WHERE user_id = $1');
const preferencesStatement = prepare(
  'notification_preferences_forget',
  'DELETE FROM notification_preferences WHERE user_id = $1',
);
const devicesStatement = prepare('push_devices_forget', 'DELETE FROM push_devices WHERE user_id = $1');

/** Somebody's account is deleted: what they were told goes with it. */
export async function forgetNotifications(tx: Pick<Tx, 'client'>, userId: string): Promise<void> {
  await notificationsStatement(tx.client, [userId]);
  await preferencesStatement(tx.client, [userId]);
  await devicesStatement(tx.client, [userId]);
}
