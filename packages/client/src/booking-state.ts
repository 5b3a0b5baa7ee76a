import type { ShowChanged } from '@docket/contracts/events/booking';
import type { Booking, BookingDetail } from '@docket/contracts/http/booking';

/** Merges an event into what is known of a booking: the higher revision counts, so late and repeated ones change nothing. */
export function applyBookingEvent(state: BookingDetail, event: Booking): BookingDetail {
  if (event.bookingId !== state.bookingId || event.revision <= state.revision) return state;
  return { ...state, ...event };
}

/** Takes in that the show was cancelled or moved. What it was booked for is told until it takes place then again. */
export function applyShowEvent(state: BookingDetail, event: ShowChanged): BookingDetail {
  if (event.showId !== state.showId) return state;
  const { status, startsAt, endsAt } = event;
  const bookedFor = state.show.movedFrom ?? state.show.startsAt;
  const movedFrom = bookedFor === startsAt ? null : bookedFor;
  return { ...state, show: { ...state.show, status, startsAt, endsAt, movedFrom } };
}

/**
 * Takes in a snapshot read over HTTP, which may be older than what is held. At the same revision only the show and the names of
 * the seats, which events leave out, can say more; where they do not, nothing has changed, and nobody is told anew.
 */
export function mergeBooking(state: BookingDetail, snapshot: BookingDetail): BookingDetail {
  if (snapshot.revision !== state.revision) return snapshot.revision > state.revision ? snapshot : state;
  const more = ({ show, named }: BookingDetail): string => JSON.stringify([show, named]);
  return more(snapshot) === more(state) ? state : snapshot;
}
