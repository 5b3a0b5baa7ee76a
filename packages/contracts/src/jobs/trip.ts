import { z } from 'zod';

export const tripJobs = {
  /** Somebody ordered a trip: hold all of its parts, or refuse it. Done before, it changes nothing. */
  'trip.hold': {
    queue: 'booking',
    payload: z.object({ tripId: z.uuid() }),
    attempts: 8,
  },
} as const;
