import { z } from 'zod';
import { ccsId, ccsIds } from './common.ts';

export const ccsAward = z.object({ id: ccsId, citation: z.string(), team_ids: ccsIds });
export type CcsAward = z.infer<typeof ccsAward>;
