import { z } from 'zod';
import { ccsId, ccsSpan, ccsTime } from './common.ts';

export const ccsClarification = z
  .object({
    id: ccsId,
    /** Null: from the jury. */
    from_team_id: ccsId.nullable(),
    /** Null: to everybody, or to the jury. */
    to_team_id: ccsId.nullable(),
    reply_to_id: ccsId.nullable(),
    problem_id: ccsId.nullable(),
    text: z.string(),
    time: ccsTime,
    contest_time: ccsSpan,
  })
  .refine(({ from_team_id: from, to_team_id: to }) => from === null || to === null, 'teams do not write to teams')
  .meta({
    examples: [
      {
        id: '0190a0a0-0000-7000-8000-000000000002',
        from_team_id: '0190a0a0-0000-7000-8000-000000000001',
        to_team_id: null,
        reply_to_id: null,
        problem_id: 'A',
        text: 'May n be 0?',
        time: '2026-12-05T11:12:04.512Z',
        contest_time: '1:12:04.512',
      },
    ],
  });
export type CcsClarification = z.infer<typeof ccsClarification>;

const text = z.string().trim().min(1).max(4_000);

/** What a team asks, or the jury says. The server says id and time. */
export const ccsClarificationAsked = z.object({
  text,
  problem_id: z.string().max(36).nullish(),
  /** If a team says it, it is its own. */
  from_team_id: z.string().max(36).nullish(),
  /** Of the jury, with `reply_to_id`: whoever asked; left out: everybody. */
  to_team_id: z.string().max(36).nullish(),
  reply_to_id: z.string().max(36).nullish(),
  /** Of the jury, as the specification has it, and taken no notice of: the server says when. */
  time: ccsTime.nullish(),
  contest_time: ccsSpan.nullish(),
});
export type CcsClarificationAsked = z.infer<typeof ccsClarificationAsked>;

/** Another text of an answer. */
export const ccsClarificationChange = z.object({ id: z.string().max(36).optional(), text });
