import { z } from 'zod';

export const bookingJobs = {
  /** Somebody asked for seats: hold and price them, or refuse. Done before, it changes nothing. */
  'booking.place': {
    queue: 'booking',
    payload: z.object({ bookingId: z.uuid() }),
    attempts: 5,
  },
} as const;
