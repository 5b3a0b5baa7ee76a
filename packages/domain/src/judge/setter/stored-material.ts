import { z } from 'zod';
import { DEFAULT_TIME_RULE } from '@docket/problem-package/material';

/** What a version keeps for exports and checks of its data, as the database has it; null in versions of before there was any. */
export const storedMaterial = z.object({
  uuid: z.string().nullable(),
  license: z.string().nullable(),
  inputArgs: z.record(z.string(), z.array(z.string())),
  timeRule: z.object({ acToLimit: z.number(), limitToTle: z.number(), resolution: z.number() }),
});
export type StoredMaterial = z.infer<typeof storedMaterial>;

const NONE: StoredMaterial = { uuid: null, license: null, inputArgs: {}, timeRule: DEFAULT_TIME_RULE };

export function readStoredMaterial(value: unknown): StoredMaterial {
  return value === null || value === undefined ? NONE : storedMaterial.parse(value);
}
