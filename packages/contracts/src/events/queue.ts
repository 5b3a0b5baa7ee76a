import { z } from 'zod';
import { waitReason } from '../judge/task.ts';

/**
 * Where the user's waiting submissions and runs stand now, at most once a second: near the front at first sight and after each step,
 * farther back after a change that matters.
 * Holds the foremost of them; it may be lost, and what it says of a task ends with that task's next own event.
 */
export const queueMoved = z.object({
  userId: z.uuid(),
  tasks: z.array(
    z.object({
      kind: z.enum(['submission', 'run']),
      /** Of the submission or run. */
      id: z.uuid(),
      /** How many are ahead. */
      queuePosition: z.int(),
      /** Null while judging is paused or no worker has the language. */
      expectedWaitSeconds: z.number().nullable(),
      waitReason: waitReason.nullable().optional(),
    }),
  ),
});
export type QueueMoved = z.infer<typeof queueMoved>;
