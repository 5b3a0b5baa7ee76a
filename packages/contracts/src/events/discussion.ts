import { z } from 'zod';

/** Something was said, changed or taken away in a discussion. It carries no text: GET /discussion/:id has it for those who may read it. */
export const discussionChanged = z.object({ problemId: z.uuid(), threadId: z.uuid() });

/** The public channel of a problem's discussions. */
export function discussionChannel(problemId: string): string {
  return `discussion:${problemId}`;
}
