import { z } from 'zod';

export const bookingJobs = {
  /**
   * People asked for seats: hold and price them, or refuse. One job for all that were written together, so that what a job costs
   * is paid once for many when they come fast. Done before, it changes nothing.
   */
  'booking.place': {
    queue: 'booking',
    payload: z.union([
      z.object({ bookingIds: z.array(z.uuid()).min(1) }),
      // Of the version before, one job for each booking.
      z.object({ bookingId: z.uuid() }).transform(({ bookingId }) => ({ bookingIds: [bookingId] })),
    ]),
    attempts: 8,
  },
  /** Bookings of a show that was cancelled: what was paid for them goes back. Done before, it changes nothing. */
  'booking.refund': {
    queue: 'booking',
    payload: z.object({ bookingIds: z.array(z.uuid()).min(1) }),
    attempts: 8,
  },
} as const;
