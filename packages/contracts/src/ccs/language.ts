import { z } from 'zod';
import { ccsId } from './common.ts';

export const ccsLanguage = z.object({
  id: ccsId,
  name: z.string(),
  /** Docket finds the entry point itself. */
  entry_point_required: z.literal(false),
  /** The published schema tells the cases apart by it, so it is there. */
  entry_point_name: z.null(),
  extensions: z.array(z.string()),
});
export type CcsLanguage = z.infer<typeof ccsLanguage>;
