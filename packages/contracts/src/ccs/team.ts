import { z } from 'zod';
import { ccsId, ccsIds } from './common.ts';

/** Whoever has a row of the board, a person alone too. */
export const ccsTeam = z.object({
  id: ccsId,
  name: z.string(),
  display_name: z.string(),
  label: z.string(),
  organization_id: ccsId.nullable(),
  group_ids: ccsIds,
  /** On no scoreboard. */
  hidden: z.boolean(),
});
export type CcsTeam = z.infer<typeof ccsTeam>;
