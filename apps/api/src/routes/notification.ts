import * as contract from '@docket/contracts/http/notification';
import * as push from '@docket/contracts/http/push';
import { listNotifications } from '@docket/domain/notification/list';
import { listPreferences, setPreference } from '@docket/domain/notification/preferences';
import { countUnread, readNotifications } from '@docket/domain/notification/read';
import { addDevice, listDevices, removeDevice } from '@docket/domain/notification/push/devices';
import type { Mount } from '../http/mount.ts';

export function mountNotification(mount: Mount): void {
  mount(contract.listNotifications, ({ ctx, query }) => listNotifications(ctx, query));
  mount(contract.countNotifications, ({ ctx }) => countUnread(ctx));
  mount(contract.readNotifications, ({ ctx, body }) => readNotifications(ctx, body));
  mount(contract.listNotificationPreferences, ({ ctx }) => listPreferences(ctx));
  mount(contract.setNotificationPreference, ({ ctx, params, body }) => setPreference(ctx, { ...params, ...body }));
}

/** How a browser calls itself is shown to its owner, to tell devices apart; what is longer says no more. */
const LONGEST_AGENT = 500;

export function mountPush(mount: Mount): void {
  mount(push.listPushDevices, ({ ctx }) => listDevices(ctx));
  mount(push.addPushDevice, ({ ctx, body, request }) =>
    addDevice(ctx, { ...body, userAgent: request.get('user-agent')?.slice(0, LONGEST_AGENT) ?? null }),
  );
  mount(push.removePushDevice, async ({ ctx, params }) => {
    await removeDevice(ctx, params);
    return undefined;
  });
}
