import { z } from 'zod';
import { ccsTime } from './common.ts';

const moment = ccsTime.nullable();

export const ccsState = z
  .object({
    started: moment,
    /** Both are there where the contest freezes. */
    frozen: moment.optional(),
    ended: moment,
    thawed: moment.optional(),
    finalized: moment,
    end_of_updates: moment,
  })
  .refine(
    ({ started, frozen, ended, thawed, finalized, end_of_updates: over }) =>
      (ended === null || started !== null) &&
      (thawed == null || frozen != null) &&
      (finalized === null || ended !== null) &&
      (over === null || finalized !== null),
    'states follow each other',
  )
  .meta({
    examples: [
      {
        started: '2026-12-05T10:00:00.000Z',
        frozen: '2026-12-05T14:00:00.000Z',
        ended: null,
        thawed: null,
        finalized: null,
        end_of_updates: null,
      },
    ],
  });
export type CcsState = z.infer<typeof ccsState>;
