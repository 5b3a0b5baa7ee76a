import type { Booking } from '@docket/contracts/http/bookings';

/** Merges an event into what is known of a booking. Pure; of two copies the one with the higher revision counts. */
export function applyBookingEvent<B extends Booking>(state: B, event: Booking): B {
  if (event.bookingId !== state.bookingId || event.revision <= state.revision) return state;
  return { ...state, ...event };
}
