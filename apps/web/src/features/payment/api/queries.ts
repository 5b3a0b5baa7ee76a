import {
  getPayment,
  getPaymentByBooking,
  getPaymentByTrip,
  listPaymentMethods,
  type Payment,
} from '@docket/contracts/http/payment';
import { queryOptions } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { pace } from '../../../lib/live/connection.ts';
import { isUnderWay } from '../payment-look.ts';

/** Events hurry it along; while money may still come it is also asked for. */
const refetchInterval = ({ state: { data } }: { state: { data?: Payment | null | undefined } }) =>
  data == null || !isUnderWay(data) ? (false as const) : pace(15_000, 2_000)();

export function paymentQuery(paymentId: string) {
  return queryOptions({
    queryKey: ['payments', 'one', paymentId] as const,
    queryFn: ({ signal }) => docket.call(getPayment, { params: { paymentId }, signal }),
    refetchInterval,
    refetchIntervalInBackground: true,
    staleTime: 0,
  });
}

/** Null for a booking that nobody has begun to pay for. */
export function paymentOfBookingQuery(bookingId: string) {
  return queryOptions({
    queryKey: ['payments', 'of-booking', bookingId] as const,
    queryFn: ({ signal }) =>
      docket.call(getPaymentByBooking, { params: { bookingId }, query: { none: 'null' }, signal }),
    refetchInterval,
    staleTime: 0,
  });
}

/** Null for a trip that nobody has begun to pay for. */
export function paymentOfTripQuery(tripId: string) {
  return queryOptions({
    queryKey: ['payments', 'of-trip', tripId] as const,
    queryFn: ({ signal }) => docket.call(getPaymentByTrip, { params: { tripId }, query: { none: 'null' }, signal }),
    refetchInterval,
    staleTime: 0,
  });
}

/** Which ways answer changes from one minute to the next. */
export function methodsQuery(amount: number, currency: string) {
  return queryOptions({
    queryKey: ['payments', 'methods', amount, currency] as const,
    queryFn: ({ signal }) => docket.call(listPaymentMethods, { query: { amount, currency }, signal }),
    refetchInterval: 20_000,
    staleTime: 0,
  });
}
