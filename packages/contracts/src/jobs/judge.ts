import { z } from 'zod';

export const judgeJobs = {
  /**
   * Something waits to be judged: wakes one slot of one worker. Which task that slot takes up is decided by the database,
   * so the id is for the curious; the wake-up of one task may well start another.
   */
  'judge.wake': {
    queue: 'judge',
    payload: z.object({ taskId: z.uuid() }),
    attempts: 8,
  },
} as const;
