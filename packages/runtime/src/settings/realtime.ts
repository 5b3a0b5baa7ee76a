import { z } from 'zod';
import { port } from './forms.ts';
import { isFilled, realtimeSecret, type SecretValues } from './secrets.ts';
import { ConfigError, settledSlice, slice, type SettingsOf } from './slice.ts';

/** Where sockets are; the gateway listens there, the api tells clients. */
export const realtimePortSlice = slice({ REALTIME_PORT: port(3001) });

/** Socket tokens: the api signs them, the gateway verifies them. */
export const realtimeTokenSlice = settledSlice(
  { REALTIME_JWT_SECRET: realtimeSecret },
  ({ REALTIME_JWT_SECRET: values }): { readonly REALTIME_JWT_SECRET: SecretValues } => {
    if (isFilled(values)) return { REALTIME_JWT_SECRET: values };
    throw new ConfigError([`REALTIME_JWT_SECRET is not set: ${realtimeSecret.expects}`]);
  },
);
export type RealtimeTokenSettings = SettingsOf<typeof realtimeTokenSlice>;

/** What clients are told. */
export const realtimeUrlSlice = slice({
  /**
   * WebSocket address given to clients: a whole one, or a path on the address the client asked (behind a reverse proxy
   * that serves both). Default: the host the client asked, on REALTIME_PORT.
   */
  REALTIME_PUBLIC_URL: {
    form: z
      .string()
      .regex(/^(wss?:\/\/[^/]|\/)/)
      .optional(),
    expects: 'give ws://, wss:// or a path such as /connection/websocket, or unset it',
  },
});
