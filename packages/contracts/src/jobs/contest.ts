import { z } from 'zod';

export const contestJobs = {
  /**
   * A scope's log has grown: whoever keeps boards over it goes on. At most one waits for each scope, whatever was appended; done before, it
   * changes nothing.
   */
  'scope.moved': {
    queue: 'contest',
    payload: z.object({ scopeId: z.uuid() }),
    attempts: 12,
  },
  /** Results of a final contest are others: ratings are folded again from there on. Done before, it changes nothing. */
  'ratings.stale': {
    queue: 'contest',
    payload: z.object({}),
    attempts: 12,
  },
  /** What was handed in to a problem is compared. Done before, it changes nothing. */
  'similarity.compare': {
    queue: 'contest',
    payload: z.object({ reportId: z.uuid() }),
    attempts: 5,
  },
} as const;
