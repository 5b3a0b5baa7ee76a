import { z } from 'zod';

/** Code that is being written was kept; to its author's other devices. What it is now is at `GET /problems/:slug/drafts/:language`. */
export const draftUpdated = z.object({
  userId: z.uuid(),
  problemId: z.uuid(),
  language: z.string(),
  version: z.int(),
});
export type DraftUpdated = z.infer<typeof draftUpdated>;
