import { z } from 'zod';
import { CCS_VERSION } from './common.ts';

/** What serves this API, and in which version. */
export const ccsInformation = z.object({
  version: z.literal(CCS_VERSION),
  version_url: z.string(),
  provider: z.object({ name: z.string() }),
});
