import { z } from 'zod';

/** The programs of an imported package were tried; to whoever imported it. What is wrong is at `GET /problems/:slug`. */
export const problemChecked = z.object({
  /** Who imported it. */
  userId: z.uuid(),
  problemId: z.uuid(),
  slug: z.string(),
  version: z.int(),
  /** How many programs were tried, and how many faults the version has. */
  programs: z.int(),
  faults: z.int(),
  /** Published at once, as its importer asked for. */
  published: z.boolean().optional(),
});
export type ProblemChecked = z.infer<typeof problemChecked>;
