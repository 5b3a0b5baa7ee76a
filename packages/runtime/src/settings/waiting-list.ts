import { seconds } from './forms.ts';
import { slice, type SettingsOf } from './slice.ts';

export const waitingListSlice = slice({
  /** How long seats are offered to one of a waiting list, seconds; a show that begins sooner shortens it. */
  OFFER_SECONDS: seconds(300, 1, 'how long seats are offered to one of a waiting list'),
});
export type WaitingListSettings = SettingsOf<typeof waitingListSlice>;
