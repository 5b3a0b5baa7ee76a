import { z } from 'zod';
import { ccsId } from './common.ts';

export const ccsAccount = z
  .object({
    id: ccsId,
    username: z.string(),
    name: z.string(),
    type: z.enum(['team', 'judge', 'admin', 'analyst', 'staff']),
    team_id: ccsId.nullable(),
    person_id: ccsId.nullable(),
  })
  .refine(({ type, team_id: team }) => (type === 'team') === (team !== null), 'accounts of teams have one');
export type CcsAccount = z.infer<typeof ccsAccount>;
