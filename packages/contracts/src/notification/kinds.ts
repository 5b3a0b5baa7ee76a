import { z } from 'zod';
import { bookingConfirmed } from './booking-confirmed.ts';
import { contestTold } from './contest-told.ts';
import type { NotificationKind, Words } from './kind.ts';
import { refundDone } from './refund-done.ts';
import { seatsOffered } from './seats-offered.ts';
import { showCancelled } from './show-cancelled.ts';
import { showMoved } from './show-moved.ts';
import { signedIn } from './signed-in.ts';
import { tripCancelled } from './trip-cancelled.ts';
import { tripConfirmed } from './trip-confirmed.ts';
import { webhookDisabled } from './webhook-disabled.ts';
import { withdrawalEnded } from './withdrawal-ended.ts';
import { withdrawalReturned } from './withdrawal-returned.ts';

/** Every kind of notification, in the order of the page of preferences. */
export const notificationKinds = {
  booking_confirmed: bookingConfirmed,
  seats_offered: seatsOffered,
  show_cancelled: showCancelled,
  show_moved: showMoved,
  trip_confirmed: tripConfirmed,
  trip_cancelled: tripCancelled,
  refund_done: refundDone,
  withdrawal_ended: withdrawalEnded,
  webhook_disabled: webhookDisabled,
  withdrawal_returned: withdrawalReturned,
  contest_told: contestTold,
  signed_in: signedIn,
} as const;

export type NotificationKindName = keyof typeof notificationKinds;

export const notificationKindNames = Object.keys(notificationKinds) as [
  NotificationKindName,
  ...NotificationKindName[],
];

export const notificationKindName = z.enum(notificationKindNames);

export type NotificationData<K extends NotificationKindName> = z.output<(typeof notificationKinds)[K]['data']>;

export type NotificationText = { readonly title: string; readonly text: string; readonly link: string };

/**
 * What a notification says. @returns undefined for a kind or for data that this build does not know (a newer server's)
 */
export function composeNotification(name: string, data: unknown, words: Words): NotificationText | undefined {
  if (!Object.hasOwn(notificationKinds, name)) return undefined;
  const of = anyKind(notificationKinds[name as NotificationKindName]);
  const parsed = of.data.safeParse(data);
  if (!parsed.success) return undefined;
  return { title: of.title(parsed.data, words), text: of.text(parsed.data, words), link: of.link(parsed.data) };
}

/** Its texts are given what its own schema has parsed, which the compiler cannot follow through the union. */
function anyKind(of: (typeof notificationKinds)[NotificationKindName]): NotificationKind<z.ZodType<never>> {
  return of as unknown as NotificationKind<z.ZodType<never>>;
}
