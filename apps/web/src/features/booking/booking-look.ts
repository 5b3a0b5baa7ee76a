import type { BookingReason, BookingStatus } from '@docket/contracts/http/bookings';
import type { Tone } from '../../ui/tone.ts';

type Look = { readonly word: string; readonly tone: Tone };

export const BOOKING_LOOKS: Record<BookingStatus, Look> = {
  QUEUED: { word: 'Waiting', tone: 'note' },
  HELD: { word: 'Held', tone: 'limit' },
  REFUSED: { word: 'Not held', tone: 'bad' },
  CONFIRMED: { word: 'Confirmed', tone: 'ok' },
  EXPIRED: { word: 'Expired', tone: 'muted' },
  CANCELLED: { word: 'Cancelled', tone: 'muted' },
};

/** Why seats could not be held, and what that means for whoever wanted them. */
export const REASON_WORDS: Record<BookingReason, { readonly title: string; readonly text: string }> = {
  seats_taken: {
    title: 'Somebody was faster',
    text: 'At least one of these seats went to somebody else a moment before.',
  },
  sold_out: { title: 'Sold out', text: 'No seat of this show is free any more.' },
  limit_reached: {
    title: 'That would be too many seats',
    text: 'You have as many seats of this show as one person may have.',
  },
  show_cancelled: { title: 'The show was cancelled', text: 'Nothing was held, and nothing is to be paid.' },
  show_started: { title: 'The show has begun', text: 'Seats are sold until it begins.' },
  sale_not_open: { title: 'The sale has not begun', text: 'Come back when it opens.' },
  unknown_units: { title: 'The hall has no such seat', text: 'Choose again on the map.' },
  pool_not_found: { title: 'This show is not on sale', text: 'Look for another one.' },
};

/** Over, or will not take place for this booking. */
export function isPast(
  booking: { readonly status: BookingStatus; readonly show: { readonly endsAt: string } },
  now: number,
): boolean {
  if (booking.status === 'QUEUED' || booking.status === 'HELD') return false;
  return booking.status !== 'CONFIRMED' || Date.parse(booking.show.endsAt) <= now;
}
