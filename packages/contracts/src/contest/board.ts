import { z } from 'zod';

/** Where a row of a board meets a problem. Times are contest time in milliseconds; `docs/contests.md` says what each format makes of the figures. */
export const boardCell = z.object({
  /** Tries that were judged and count, up to the one that decided the cell and with it. */
  tries: z.int(),
  /** Tries whose verdict is not known here: they wait for the judge, or were made in the freeze. */
  pending: z.int(),
  solved: z.boolean(),
  score: z.number(),
  /** Of the submission that made the score; null: no score. */
  time: z.number().nullable(),
  penalty: z.number(),
  /** Passed only pretests as yet. */
  provisional: z.boolean(),
  subtasks: z.array(z.object({ name: z.string(), score: z.number(), maxScore: z.number().nullable() })),
});
export type BoardCell = z.infer<typeof boardCell>;

export const standings = ['ranked', 'unofficial', 'disqualified'] as const;

/** `virtual`: plays afterwards; `ghost`: stood there when the contest was held. */
export const boardRowKinds = ['individual', 'team', 'virtual', 'ghost'] as const;

/** A row of a board, whole. Readers put rows in order themselves: by `key`, number by number, ascending; equal keys share a place. */
export const boardRow = z.object({
  participant: z.uuid(),
  name: z.string(),
  /** Institution or class; null: none. */
  group: z.string().nullable(),
  kind: z.enum(boardRowKinds),
  /** Rows that are not `ranked` have no place: `unofficial` ones stand where they would be, `disqualified` ones at the end. */
  standing: z.enum(standings),
  solved: z.int(),
  score: z.number(),
  penalty: z.number(),
  key: z.array(z.number()),
  /** In the order of the board's problems; null: not tried. */
  cells: z.array(boardCell.nullable()),
});
export type BoardRow = z.infer<typeof boardRow>;

export const boardProblem = z.object({
  /** A, B, C1. */
  label: z.string(),
  /** As `#rrggbb`. */
  colour: z.string().nullable(),
  points: z.number().nullable(),
  /** Null before the contest has begun, and for those who may not see the problem. */
  title: z.string().nullable(),
});
export type BoardProblem = z.infer<typeof boardProblem>;

export const firstSolve = z.object({
  label: z.string(),
  participant: z.uuid(),
  time: z.number(),
  /** False while an earlier try of somebody else waits for its verdict. */
  certain: z.boolean(),
});

/** `public`: what everybody sees, with the freeze; `jury`: all; `ghost`: as it stood at the caller's own contest time, for virtual participants. */
export const boardViews = ['public', 'jury', 'ghost'] as const;
export const boardView = z.enum(boardViews);
export type BoardView = z.infer<typeof boardView>;
