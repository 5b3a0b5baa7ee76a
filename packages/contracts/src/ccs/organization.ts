import { z } from 'zod';
import { ccsId } from './common.ts';

export const ccsOrganization = z.object({ id: ccsId, name: z.string(), formal_name: z.string() });
export type CcsOrganization = z.infer<typeof ccsOrganization>;
