import { isBookingOpen, type BookingReason, type BookingStatus } from '@docket/contracts/http/booking';
import type { Tone } from '../../ui/tone.ts';

type Look = { readonly word: string; readonly tone: Tone };

export const BOOKING_LOOKS: Record<BookingStatus, Look> = {
  QUEUED: { word: 'Requested', tone: 'note' },
  HELD: { word: 'Held', tone: 'limit' },
  AWAITING_PAYMENT: { word: 'Being paid', tone: 'limit' },
  REFUSED: { word: 'Unavailable', tone: 'bad' },
  CONFIRMED: { word: 'Confirmed', tone: 'ok' },
  EXPIRED: { word: 'Expired', tone: 'muted' },
  CANCELLED: { word: 'Cancelled', tone: 'muted' },
};

/** Why seats could not be held, and what that means for whoever wanted them. */
export const REASON_WORDS: Record<BookingReason, { readonly title: string; readonly text: string }> = {
  seats_taken: {
    title: 'Someone got there first',
    text: 'At least one of these seats was taken a moment before you asked.',
  },
  area_full: {
    title: 'Not that many places left',
    text: 'The standing area has fewer places left than you asked for.',
  },
  sold_out: { title: 'Sold out', text: 'There are no seats left for this show.' },
  limit_reached: {
    title: 'Seat limit reached',
    text: 'You already have as many seats for this show as one person may book.',
  },
  show_cancelled: { title: 'The show was cancelled', text: 'No seats were held and nothing was charged.' },
  show_moved: { title: 'Seats given back', text: 'You gave the seats back because the show was moved.' },
  show_started: { title: 'The show has started', text: 'Seats can be booked until a show starts.' },
  sale_not_open: { title: 'Not on sale yet', text: 'Come back when the sale opens.' },
  class_sold_out: {
    title: 'No more tickets at this price',
    text: 'All seats that are sold at this reduced price are gone. Others may still be free at the full price.',
  },
  class_not_allowed: { title: 'The prices have changed', text: 'Choose your seats and tickets again.' },
  voucher_used_up: { title: 'The voucher is used up', text: 'Others have used it as many times as it allows.' },
  voucher_used: { title: 'You have used this voucher', text: 'It can’t be used again with your account.' },
  voucher_invalid: { title: 'The voucher is not valid', text: 'It has expired, or is for other shows.' },
  unknown_units: { title: 'There is no such seat', text: 'Choose again on the map.' },
  pool_not_found: { title: 'This show is not on sale', text: 'Try another show.' },
  failed: {
    title: 'Something went wrong on our side',
    text: 'No seats were held and nothing was charged. Try again in a moment.',
  },
};

/** Over, or will not take place for this booking. */
export function isPast(
  booking: { readonly status: BookingStatus; readonly show: { readonly endsAt: string } },
  now: number,
): boolean {
  if (isBookingOpen(booking.status)) return false;
  return booking.status !== 'CONFIRMED' || Date.parse(booking.show.endsAt) <= now;
}
