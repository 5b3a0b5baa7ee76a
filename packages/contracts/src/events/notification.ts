import { z } from 'zod';
import { notification } from '../http/notification.ts';

/** Something was told to a person. To its user. */
export const notificationTold = notification;

/** Some were read on one device; the others follow. To their user. */
export const notificationsRead = z.object({
  ids: z.array(z.uuid()),
  /** This one and all before it. */
  upTo: z.uuid().nullable(),
  /** How many are left, at most 100. */
  unread: z.int(),
});
