import { count, seconds } from './forms.ts';
import { slice, type SettingsOf } from './slice.ts';

export const bookingSlice = slice({
  /** How long seats are held for whoever pays, seconds. */
  HOLD_SECONDS: seconds(600, 1, 'how long seats are held for whoever pays'),
  /** Bookings waiting in all before new ones get 429. */
  BOOKING_DEPTH_LIMIT: count(20_000, 'how many bookings may wait to be decided'),
});
export type BookingSettings = SettingsOf<typeof bookingSlice>;
