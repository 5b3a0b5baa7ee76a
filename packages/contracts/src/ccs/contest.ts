import { z } from 'zod';
import { ccsId, ccsLength, ccsTime } from './common.ts';

export const ccsContest = z
  .object({
    id: ccsId,
    name: z.string(),
    formal_name: z.string(),
    start_time: ccsTime.nullable(),
    duration: ccsLength,
    /** Left out: it does not freeze. */
    scoreboard_freeze_duration: ccsLength.optional(),
    scoreboard_thaw_time: ccsTime.optional(),
    /** `pass-fail`: problems are solved or not; `score`: they give points. */
    scoreboard_type: z.enum(['pass-fail', 'score']),
    /** Minutes for a rejected try; of `pass-fail` alone. */
    penalty_time: z.int().min(0).optional(),
  })
  .refine(
    ({ scoreboard_type: type, penalty_time: penalty }) => (type === 'pass-fail') === (penalty !== undefined),
    'penalty_time is of pass-fail contests, and of all of them',
  )
  .meta({
    examples: [
      {
        id: '0190a0a0-0000-7000-8000-000000000001',
        name: 'Autumn contest',
        formal_name: 'Autumn contest',
        start_time: '2026-12-05T10:00:00.000Z',
        duration: '5:00:00.000',
        scoreboard_freeze_duration: '1:00:00.000',
        scoreboard_type: 'pass-fail',
        penalty_time: 20,
      },
    ],
  });
export type CcsContest = z.infer<typeof ccsContest>;

/** What of a contest may be changed here: its start, or that it thaws now. One of the two. */
export const ccsContestChange = z
  .object({
    /** As in the address. */
    id: z.string().max(100).optional(),
    start_time: ccsTime.nullable().optional(),
    /** Refused but as null: a contest has a start here, which can be moved. */
    countdown_pause_time: z.null('send a later start_time instead').optional(),
    scoreboard_thaw_time: ccsTime.optional(),
  })
  .refine(
    ({ start_time: start, scoreboard_thaw_time: thaw }) => (start === undefined) !== (thaw === undefined),
    'send start_time or scoreboard_thaw_time',
  );
export type CcsContestChange = z.infer<typeof ccsContestChange>;
