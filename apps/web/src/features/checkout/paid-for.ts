import type { BookingDetail } from '@docket/contracts/http/booking';
import type { PayableKind } from '@docket/contracts/http/payment';
import type { Trip } from '@docket/contracts/http/trip';
import { sizeOf } from '../../lib/seat-names.ts';
import type { IconName } from '../../ui/icons.tsx';

/** What a payment page has to know of what is paid for, whatever it is. */
export type PaidFor = {
  /** Until when it can be paid for in another way; null where it is not held, or not any more. */
  readonly heldUntil: string | null;
  readonly page: { readonly to: '/bookings/$id' | '/trips/$id'; readonly params: { readonly id: string } };
  readonly checkout: {
    readonly to: '/bookings/$id/checkout' | '/trips/$id/pay';
    readonly params: { readonly id: string };
  };
  /** Where to go on once it is bought; null before. */
  readonly bought: {
    readonly word: string;
    readonly icon: IconName;
    readonly link: { readonly to: '/bookings/$id/tickets' | '/trips/$id'; readonly params: { readonly id: string } };
  } | null;
};

type Words = {
  /** After “If it went through,”. */
  readonly through: string;
  readonly captured: string;
  readonly delivered: string;
  /** Before how long is left. */
  readonly held: string;
  readonly view: string;
};

export const PAID_WORDS: Readonly<Record<PayableKind, Words>> = {
  booking: {
    through: 'your seats are yours',
    captured: 'Your booking is being confirmed.',
    delivered: 'Your booking is confirmed.',
    held: 'Your seats are held for',
    view: 'View booking',
  },
  trip: {
    through: 'the room is yours',
    captured: 'Your trip is being confirmed.',
    delivered: 'Your trip is confirmed.',
    held: 'Your room is held for',
    view: 'View trip',
  },
  deposit: {
    through: 'the money is in your wallet',
    captured: 'It is being put into your wallet.',
    delivered: 'The money is in your wallet.',
    held: 'There is time for',
    view: 'Wallet',
  },
};

export function paidForBooking(booking: BookingDetail): PaidFor {
  const params = { id: booking.bookingId };
  return {
    heldUntil: booking.status === 'HELD' ? booking.deadline : null,
    page: { to: '/bookings/$id', params },
    checkout: { to: '/bookings/$id/checkout', params },
    bought:
      booking.status === 'CONFIRMED'
        ? {
            word: sizeOf(booking) === 1 ? 'Ticket' : 'Tickets',
            icon: 'ticket',
            link: { to: '/bookings/$id/tickets', params },
          }
        : null,
  };
}

export function paidForTrip(trip: Trip): PaidFor {
  const params = { id: trip.tripId };
  return {
    heldUntil: trip.status === 'HELD' ? trip.deadline : null,
    page: { to: '/trips/$id', params },
    checkout: { to: '/trips/$id/pay', params },
    bought:
      trip.status === 'CONFIRMED' ? { word: 'Your trip', icon: 'suitcase', link: { to: '/trips/$id', params } } : null,
  };
}
