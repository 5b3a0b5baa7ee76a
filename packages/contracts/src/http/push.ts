import { z } from 'zod';
import { route, timestamp, uuid } from './route.ts';

/** A browser that is told while the app is closed. */
export const pushDevice = z.object({
  deviceId: uuid,
  /** By which a browser knows itself in the list. */
  endpoint: z.string(),
  /** As it called itself when it was turned on. */
  userAgent: z.string().nullable(),
  createdAt: timestamp,
  /** When its push service last took something for it. */
  pushedAt: timestamp.nullable(),
});
export type PushDevice = z.infer<typeof pushDevice>;

/** 65 bytes: an uncompressed point of P-256. */
const publicKey = z.string().regex(/^[A-Za-z0-9_-]{87}$/, 'give 65 bytes in base64url');

export const listPushDevices = route({
  method: 'GET',
  path: '/notifications/devices',
  access: 'user',
  status: 200,
  summary: 'The caller’s devices that notifications are pushed to, and the key that browsers subscribe with',
  response: z.object({
    /** `applicationServerKey` of the Push API, in base64url; null where nothing is pushed. */
    serverKey: z.string().nullable(),
    data: z.array(pushDevice),
  }),
  errors: ['unauthenticated'],
});

export const addPushDevice = route({
  method: 'POST',
  path: '/notifications/devices',
  access: 'user',
  status: 200,
  idempotent: 'state',
  summary:
    'Push notifications to a browser, from now on until this login ends. One whose endpoint is known is the caller’s from then on',
  body: z.object({
    /** As `PushSubscription` of the browser says them (Push API, W3C). */
    endpoint: z.url().max(2_000),
    keys: z.object({
      p256dh: publicKey,
      auth: z.string().regex(/^[A-Za-z0-9_-]{22}$/, 'give 16 bytes in base64url'),
    }),
    /** With which the browser has subscribed. */
    serverKey: publicKey,
  }),
  example: {
    endpoint: 'https://push.example.net/send/abc',
    keys: {
      p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
      auth: 'BTBZMqHH6r4Tts7J_aSIgg',
    },
    serverKey: 'BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8',
  },
  response: pushDevice,
  errors: ['unauthenticated', 'invalid_request', 'push_off', 'push_key_changed'],
});

export const removePushDevice = route({
  method: 'DELETE',
  path: '/notifications/devices/:deviceId',
  access: { owner: 'device' },
  status: 204,
  summary: 'Push nothing more to one of the caller’s devices',
  params: z.object({ deviceId: uuid }),
  errors: ['unauthenticated', 'device_not_found'],
});
