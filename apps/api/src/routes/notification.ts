import * as contract from '@docket/contracts/http/notification';
import { listNotifications } from '@docket/domain/notification/list';
import { listPreferences, setPreference } from '@docket/domain/notification/preferences';
import { countUnread, readNotifications } from '@docket/domain/notification/read';
import type { Mount } from '../http/mount.ts';

export function mountNotification(mount: Mount): void {
  mount(contract.listNotifications, ({ ctx, query }) => listNotifications(ctx, query));
  mount(contract.countNotifications, ({ ctx }) => countUnread(ctx));
  mount(contract.readNotifications, ({ ctx, body }) => readNotifications(ctx, body));
  mount(contract.listNotificationPreferences, ({ ctx }) => listPreferences(ctx));
  mount(contract.setNotificationPreference, ({ ctx, params, body }) => setPreference(ctx, { ...params, ...body }));
}
