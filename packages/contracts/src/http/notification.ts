import { z } from 'zod';
import { notificationKindName } from '../notification/kinds.ts';
import { page, pageQuery, route, timestamp, uuid } from './route.ts';

/** `data` is what its kind says; title, text and link are made of it by `composeNotification`. */
export const notification = z.object({
  notificationId: uuid,
  kind: notificationKindName,
  data: z.record(z.string(), z.unknown()),
  createdAt: timestamp,
  readAt: timestamp.nullable(),
});
export type Notification = z.infer<typeof notification>;

export const listNotifications = route({
  method: 'GET',
  path: '/notifications',
  access: 'user',
  status: 200,
  summary: 'What the caller was told, newest first',
  query: z.object({ ...pageQuery, unread: z.enum(['true', 'false']).optional() }),
  response: page(notification),
  errors: ['unauthenticated', 'invalid_request'],
});

const unread = z.object({
  /** At most 100 are counted. */
  unread: z.int(),
});

export const countNotifications = route({
  method: 'GET',
  path: '/notifications/unread',
  access: 'user',
  status: 200,
  summary: 'How many the caller has not read',
  response: unread,
  errors: ['unauthenticated'],
});

export const readNotifications = route({
  method: 'POST',
  path: '/notifications/read',
  access: 'user',
  status: 200,
  idempotent: 'state',
  summary: 'Some, or all up to one, are read; all devices of the caller are told',
  body: z
    .object({
      ids: z.array(uuid).min(1).max(100).optional(),
      /** This one and all before it. */
      upTo: uuid.optional(),
    })
    .refine(({ ids, upTo }) => (ids === undefined) !== (upTo === undefined), {
      path: ['ids'],
      message: 'give either ids, or upTo',
    }),
  example: { upTo: '0190a0a0-0000-7000-8000-000000000001' },
  response: unread,
  errors: ['unauthenticated', 'invalid_request'],
});

export const notificationPreference = z.object({
  kind: notificationKindName,
  name: z.string(),
  /** By mail as well; in the app it is always told. */
  mail: z.boolean(),
});
export type NotificationPreference = z.infer<typeof notificationPreference>;

export const listNotificationPreferences = route({
  method: 'GET',
  path: '/notifications/preferences',
  access: 'user',
  status: 200,
  summary: 'What of it goes to the caller by mail as well',
  response: z.object({ data: z.array(notificationPreference) }),
  errors: ['unauthenticated'],
});

export const setNotificationPreference = route({
  method: 'PUT',
  path: '/notifications/preferences/:kind',
  access: 'user',
  status: 200,
  summary: 'Have one kind sent by mail, or not',
  params: z.object({ kind: notificationKindName }),
  body: z.object({ mail: z.boolean() }),
  response: notificationPreference,
  errors: ['unauthenticated', 'invalid_request'],
});
