import { z } from 'zod';

export const judgeJobs = {
  'submission.judge': {
    queue: 'judge',
    payload: z.object({ submissionId: z.uuid() }),
    attempts: 3,
  },
} as const;
