import type { Booking, BookingDetail } from '@docket/contracts/http/booking';

/** Merges an event into what is known of a booking: the higher revision counts, so late and repeated ones change nothing. */
export function applyBookingEvent(state: BookingDetail, event: Booking): BookingDetail {
  if (event.bookingId !== state.bookingId || event.revision <= state.revision) return state;
  return { ...state, ...event };
}

/** Takes in a snapshot read over HTTP, which may be older than what is held. */
export function mergeBooking(state: BookingDetail, snapshot: BookingDetail): BookingDetail {
  return snapshot.revision > state.revision ? snapshot : state;
}
