import { z } from 'zod';

export const waitingListJobs = {
  /** Seats of a show have become free while somebody waits for some: offer them. Done before, it changes nothing. */
  'waitinglist.offer': {
    queue: 'booking',
    payload: z.object({ showId: z.uuid() }),
    attempts: 8,
  },
} as const;
