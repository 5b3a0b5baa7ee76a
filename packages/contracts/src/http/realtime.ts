import { z } from 'zod';
import { role } from './identity.ts';
import { route, timestamp } from './route.ts';

/** Short enough that a stolen token is soon worthless, long enough that a client refreshes rarely. */
export const REALTIME_TOKEN_MINUTES = 10;

export const createRealtimeToken = route({
  method: 'POST',
  path: '/realtime/token',
  access: 'user',
  scopes: ['submissions:read', 'runs:read'],
  status: 200,
  idempotent: 'fresh',
  summary: 'A short-lived token for the WebSocket gateway, and where the gateway is',
  /** With the account's role as it is now, which may be another than at the login. Servers before 0.2 leave it out. */
  response: z.object({ token: z.string(), expiresAt: timestamp, url: z.string(), role: role.optional() }),
  errors: ['unauthenticated'],
});

export const createGuestToken = route({
  method: 'POST',
  path: '/realtime/guest-token',
  access: 'public',
  status: 200,
  idempotent: 'fresh',
  summary:
    'A short-lived token for the gateway without a login: it opens the public channels, such as those of shows, and no others',
  response: z.object({ token: z.string(), expiresAt: timestamp, url: z.string() }),
  errors: [],
});
