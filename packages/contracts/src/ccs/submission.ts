import { z } from 'zod';
import { ccsFile, ccsId, ccsSpan, ccsTime } from './common.ts';

export const ccsSubmission = z.object({
  id: ccsId,
  language_id: ccsId,
  problem_id: ccsId,
  team_id: ccsId,
  time: ccsTime,
  contest_time: ccsSpan,
  /** The published schema asks for it where the language is `java`, and lets it be null. */
  entry_point: z.null(),
  /** A zip for those who may read the code; empty for the others. */
  files: z.array(ccsFile).max(1),
});
export type CcsSubmission = z.infer<typeof ccsSubmission>;

/** What a team hands in. The server says id, team and time. */
export const ccsSubmissionAsked = z.object({
  problem_id: z.string().min(1).max(36),
  language_id: z.string().min(1).max(40),
  /** If it is said, it is one's own. */
  team_id: z.string().max(36).nullish(),
  /** If it is said, it is one of the files, or a class in one. */
  entry_point: z.string().max(200).nullish(),
  files: z
    .array(
      z.object({
        /** The archive in base64: files at its root, in UTF-8. */
        data: z.base64().min(1),
        mime: z.literal('application/zip').optional(),
        filename: z.string().max(200).optional(),
      }),
    )
    .length(1, 'send one archive'),
});
export type CcsSubmissionAsked = z.infer<typeof ccsSubmissionAsked>;
