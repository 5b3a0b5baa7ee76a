import { z } from 'zod';
import { ccsId } from './common.ts';

export const ccsGroup = z.object({ id: ccsId, name: z.string(), type: z.string() });
export type CcsGroup = z.infer<typeof ccsGroup>;
