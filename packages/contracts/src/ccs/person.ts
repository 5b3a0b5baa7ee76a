import { z } from 'zod';
import { ccsId, ccsIds } from './common.ts';

export const ccsPerson = z.object({
  id: ccsId,
  name: z.string(),
  role: z.enum(['contestant', 'coach', 'staff']),
  team_ids: ccsIds,
});
export type CcsPerson = z.infer<typeof ccsPerson>;
