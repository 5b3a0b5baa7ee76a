import { z } from 'zod';
import { ccsId, ccsIds, ccsSpan, ccsTime } from './common.ts';

const ids = ccsIds.nullable();

export const ccsCommentary = z
  .object({
    id: ccsId,
    time: ccsTime,
    contest_time: ccsSpan,
    /** `{teams:<id>}` and the like stand for objects; a brace or backslash that is meant has a backslash before it. */
    message: z.string(),
    tags: z.array(z.string()),
    /** What it is about, of that which the reader sees; null: nothing of the kind was named. */
    team_ids: ids,
    problem_ids: ids,
    submission_ids: ids,
  })
  .meta({
    examples: [
      {
        id: '0190a0a0-0000-7000-8000-000000000003',
        time: '2026-12-05T11:12:04.512Z',
        contest_time: '1:12:04.512',
        message: '{teams:0190a0a0-0000-7000-8000-000000000001} is the first to try {problems:A}.',
        tags: ['submission'],
        team_ids: ['0190a0a0-0000-7000-8000-000000000001'],
        problem_ids: ['A'],
        submission_ids: null,
      },
    ],
  });
export type CcsCommentary = z.infer<typeof ccsCommentary>;

const unique = (list: readonly string[]): boolean => new Set(list).size === list.length;
const named = z.array(z.string().max(36)).max(100).refine(unique, 'has an id twice').nullish();

/** What the jury says. The server says id, time and whose it is. */
export const ccsCommentaryAsked = z.object({
  message: z.string().trim().min(1).max(4_000),
  tags: z.array(z.string().trim().min(1).max(64)).max(20).refine(unique, 'has a tag twice').default([]),
  team_ids: named,
  problem_ids: named,
  submission_ids: named,
});
export type CcsCommentaryAsked = z.infer<typeof ccsCommentaryAsked>;
