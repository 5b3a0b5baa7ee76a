import { z } from 'zod';
import { ccsId, ccsSpan, ccsTime } from './common.ts';
import { ccsState } from './state.ts';

const minutes = z.int().min(0);

const score = z.union([
  z.strictObject({ num_solved: z.int().min(0), total_time: minutes, time: minutes.optional() }),
  z.strictObject({ score: z.number(), time: minutes.optional() }),
]);

const counts = { problem_id: ccsId, num_judged: z.int().min(0), num_pending: z.int().min(0) };

/** `time` stands where something was got. */
const problem = z.union([
  z.strictObject({ ...counts, solved: z.literal(true), time: minutes }),
  z.strictObject({ ...counts, solved: z.literal(false) }),
  z.strictObject({ ...counts, score: z.number().gt(0), time: minutes }),
  z.strictObject({ ...counts, score: z.literal(0) }),
]);
export type CcsCell = z.infer<typeof problem>;

export const ccsScoreboardRow = z.object({
  rank: z.int().min(1),
  team_id: ccsId,
  score,
  problems: z.array(problem),
});
export type CcsScoreboardRow = z.infer<typeof ccsScoreboardRow>;

export const ccsScoreboard = z.object({
  time: ccsTime,
  contest_time: ccsSpan,
  state: ccsState,
  rows: z.array(ccsScoreboardRow),
});
export type CcsScoreboard = z.infer<typeof ccsScoreboard>;
