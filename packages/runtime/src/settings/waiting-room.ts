import { z } from 'zod';
import { count, seconds } from './forms.ts';
import { ownOrInherited, realtimeSecret, secret } from './secrets.ts';
import { settledSlice, slice, type SettingsOf } from './slice.ts';

const own = secret('the secret of the passes of waiting rooms');

/** Passes: whoever lets buyers in signs them, the api verifies them. */
export const roomPassSlice = settledSlice({ ROOM_PASS_SECRET: own, REALTIME_JWT_SECRET: realtimeSecret }, (values) => ({
  ROOM_PASS_SECRET: ownOrInherited('ROOM_PASS_SECRET', own, values.ROOM_PASS_SECRET, values.REALTIME_JWT_SECRET),
}));
export type RoomPassSettings = SettingsOf<typeof roomPassSlice>;

/** How waiting rooms let buyers in. */
export const roomControlSlice = slice({
  /** Buyers whom a waiting room lets in at once, at most. */
  ROOM_INSIDE: count(200, 'how many buyers a waiting room lets in at once'),
  /** How long a pass of a waiting room is good, seconds. */
  ROOM_PASS_SECONDS: seconds(300, 1, 'how long a pass of a waiting room is good'),
  /** While 95 % of bookings are decided in this many ms, waiting rooms let more in at a time. */
  ROOM_LATENCY_MS: {
    form: z.coerce.number().min(1).default(250),
    expects: 'give the milliseconds in which bookings are to be decided, 1 or more, or unset it for 250',
  },
});
export type RoomControlSettings = SettingsOf<typeof roomControlSlice>;
