import type { Payment } from '@docket/contracts/http/payment';
import { useQueryClient } from '@tanstack/react-query';
import { again } from '../../../lib/live/merge.ts';
import type { Live } from '../../../lib/live/follow.ts';
import { useLiveQuery } from '../../../lib/live/use-live-query.ts';
import { paymentOfBookingQuery, paymentOfTripQuery, paymentQuery } from './queries.ts';

function newer(held: Payment, read: Payment): Payment {
  return read.paymentId === held.paymentId && read.revision > held.revision ? read : held;
}

const one: Live<Payment> = {
  on: { 'payment.updated': (held, { data }) => newer(held, data) },
  read: newer,
};

/** One payment as it moves on. */
export function usePayment(paymentId: string) {
  const queryClient = useQueryClient();
  const { queryKey } = paymentQuery(paymentId);
  const query = useLiveQuery(paymentQuery(paymentId), one);
  return {
    payment: query.data,
    error: query.error,
    retry: () => void query.refetch(),
    /** Shows an answer of the API at once, unless it is older than what is shown. */
    takeIn: (payment: Payment) =>
      queryClient.setQueryData<Payment>(queryKey, (held) => (held === undefined ? payment : newer(held, payment))),
  };
}

const ofBooking = (bookingId: string): Live<Payment | null> => ({
  on: {
    'payment.updated': (held, { data }) => {
      if (data.subjectId !== bookingId) return held;
      return held === null ? data : newer(held, data);
    },
    // It may be the first sign of a payment that was begun elsewhere.
    'booking.updated': (held, { data }) => (data.bookingId === bookingId && held === null ? again(held) : held),
  },
});

/** The payment for a booking as it moves on; null while there is none, undefined while that is not known. */
export function usePaymentOfBooking(bookingId: string, enabled: boolean): Payment | null | undefined {
  return useLiveQuery({ ...paymentOfBookingQuery(bookingId), enabled }, ofBooking(bookingId)).data;
}

const ofTrip = (tripId: string): Live<Payment | null> => ({
  on: {
    'payment.updated': (held, { data }) => {
      if (data.subjectId !== tripId) return held;
      return held === null ? data : newer(held, data);
    },
    // It may be the first sign of a payment that was begun elsewhere.
    'trip.updated': (held, { data }) => (data.tripId === tripId && held === null ? again(held) : held),
  },
});

/** The payment for a trip as it moves on; null while there is none, undefined while that is not known. */
export function usePaymentOfTrip(tripId: string, enabled: boolean): Payment | null | undefined {
  return useLiveQuery({ ...paymentOfTripQuery(tripId), enabled }, ofTrip(tripId)).data;
}
