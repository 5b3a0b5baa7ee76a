import { count, seconds } from './forms.ts';
import { slice, type SettingsOf } from './slice.ts';

export const tripSlice = slice({
  /** How long the parts of a trip are held for whoever pays, seconds. */
  TRIP_HOLD_SECONDS: seconds(900, 1, 'how long the parts of a trip are held for whoever pays'),
  /** Trips waiting in all before new ones get 429. */
  TRIP_DEPTH_LIMIT: count(10_000, 'how many trips may wait to be decided'),
});
export type TripSettings = SettingsOf<typeof tripSlice>;
