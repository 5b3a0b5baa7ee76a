import { z } from 'zod';
import { boardRow, boardView, firstSolve } from '../contest/board.ts';

/**
 * Rows of a board that changed, whole, on the channel of its view. It leads from version `from` to `to`; who holds another than `from` has missed one
 * and reads the board again, as after `reset`.
 */
export const scoreboardChanged = z.object({
  contestId: z.uuid(),
  view: boardView,
  from: z.int(),
  to: z.int(),
  rows: z.array(boardRow),
  /** Participants whose rows are gone. */
  gone: z.array(z.uuid()),
  /** All of them, where they have changed. */
  firsts: z.array(firstSolve).optional(),
  frozenFrom: z.number().nullable(),
  /** The problems or everything changed, or there are too many rows for an event: read the board again. */
  reset: z.boolean(),
});
export type ScoreboardChanged = z.infer<typeof scoreboardChanged>;

/** A contest's times or state are others now: GET /contest/:id says which. On its public channel, to everybody. */
export const contestChanged = z.object({
  contestId: z.uuid(),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  pausedAt: z.iso.datetime().nullable(),
  frozen: z.boolean(),
  finalised: z.boolean(),
});
export type ContestChanged = z.infer<typeof contestChanged>;

/**
 * Something is asked, answered or announced: on the public channel what is for everybody, on a user's own what is for them, on the jury's all. It
 * carries no text, because everybody may listen to the public channel: GET /contest/:id/clarifications has it for those who may read it.
 */
export const clarificationChanged = z.object({
  contestId: z.uuid(),
  clarificationId: z.uuid(),
  kind: z.enum(['question', 'announcement']),
  status: z.enum(['open', 'answered']),
});

/** How the receiver takes part has changed: let in, given time, disqualified. To each member. */
export const participationChanged = z.object({ contestId: z.uuid(), participantId: z.uuid(), userId: z.uuid() });

/** A comparison of what was handed in has come to its end, or a pair of it was decided. On the jury's channel; GET /contest/:id/similarity has it. */
export const similarityChanged = z.object({ contestId: z.uuid(), reportId: z.uuid() });

/** The public channel of a contest. */
export function scoreboardChannel(contestId: string): string {
  return `scoreboard:${contestId}`;
}

/** What is told to everybody of a contest. Of a closed one nobody is told who listens, for that is who takes part. */
export function contestChannel(contestId: string, closed: boolean): string {
  return closed ? `closed:${contestId}` : scoreboardChannel(contestId);
}

/** The jury's channel. Its key is told to the jury alone, and is another one when somebody leaves it. */
export function juryChannel(key: string): string {
  return `jury:${key}`;
}
