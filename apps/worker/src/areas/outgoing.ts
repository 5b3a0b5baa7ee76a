import { pushNotification } from '@docket/domain/notification/push/push';
import { createCaller } from '@docket/providers/outgoing/call';
import { createFairPush, sharesOf } from '@docket/providers/outgoing/fair-push';
import { createPushSender } from '@docket/providers/outgoing/push-sender';
import { createWebhookSender } from '@docket/providers/outgoing/webhook-sender';
import { DONE } from '@docket/queue/consumer';
import type { OutgoingAreaSettings } from '@docket/runtime/settings/services';
import type { Area, Platform } from '../platform.ts';
import { startDeliveries } from './deliveries.ts';

/** Notifications pushed at a time; each may have several devices. They wait for others, who share them (`fair-push.ts`). */
const CONCURRENCY = 32;
/** A push service has so long to answer, ms; real ones take a tenth of a second. */
const PUSH_PATIENCE_MS = 5_000;
/** A push service that wants more patience than this is asked again all the same: the notification is old by then. */
const LONGEST_PAUSE_SECONDS = 6 * 3_600;

/** Calls to others: notifications to browsers by their push services, and events to the endpoints of merchants. */
export function startOutgoing(platform: Platform, settings: OutgoingAreaSettings): Area {
  const { config, workerId, ctxFor } = platform;
  const ctx = { ...ctxFor(workerId), settings };
  const loopback = config.NODE_ENV !== 'production';
  const call = createCaller({ loopback, patienceMs: PUSH_PATIENCE_MS });
  const push =
    settings.vapid === undefined
      ? undefined
      : createFairPush(createPushSender(settings.vapid, call), sharesOf(CONCURRENCY));
  startDeliveries(platform, settings, createWebhookSender(createCaller({ loopback })));
  return {
    serve: {
      outgoing: {
        handlers: {
          async 'notification.push'(payload) {
            if (push === undefined)
              throw new Error(
                'a device was turned on, and this worker has no VAPID key: set VAPID_PUBLIC_KEY and the others',
              );
            const later = await pushNotification(ctx, payload, push);
            return later === undefined
              ? DONE
              : { kind: 'retry', inMs: Math.min(Math.max(later, 1), LONGEST_PAUSE_SECONDS) * 1_000 };
          },
        },
        // The notification is in the app; an admin sees the dead message.
        whenDead: { 'notification.push': null },
        concurrency: CONCURRENCY,
      },
    },
    checks: [],
    describe: { push: push !== undefined, webhooks: settings.OUTGOING_WEBHOOK_SECRET !== undefined },
  };
}
