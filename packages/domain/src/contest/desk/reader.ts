import { DocketError } from '@docket/contracts/errors';
import type { Participation } from '@docket/contracts/http/contest';
import { requireUser, type Ctx } from '../../spine/ctx.ts';
import { readParticipation } from '../people/participation.ts';
import { findContest, seesProblems, type ContestRow } from '../rows.ts';

/** Who reads or asks at the desk of a contest: its jury, or somebody who takes part. */
export type Reader = {
  readonly contest: ContestRow;
  readonly userId: string;
  /** Null: the jury. */
  readonly participantId: string | null;
  /** May what the jury says of problems be read? Not before one sees them; whose time is over has seen them. */
  readonly ofProblems: boolean;
};

/** @throws DocketError `unauthenticated`, `contest_not_found`, `contest_not_participant` */
export async function readerOf(ctx: Ctx, idOrSlug: string): Promise<Reader> {
  const { userId } = requireUser(ctx);
  const contest = await findContest(ctx, idOrSlug);
  if (contest.standing === 'staff') return { contest, userId, participantId: null, ofProblems: true };
  const mine = await participationOf(ctx, contest, userId);
  const had = contest.standing === 'over' && mine.window !== null && mine.status === 'registered';
  return { contest, userId, participantId: mine.participantId, ofProblems: had || seesProblems(contest.standing) };
}

/** The participant that an account belongs to and that takes part now. @throws DocketError `contest_not_participant` */
export async function participantOf(ctx: Pick<Ctx, 'db'>, contest: ContestRow, userId: string): Promise<string> {
  return (await participationOf(ctx, contest, userId)).participantId;
}

async function participationOf(ctx: Pick<Ctx, 'db'>, contest: ContestRow, userId: string): Promise<Participation> {
  const mine = await readParticipation(ctx.db.pool, contest.id, userId);
  if (mine === null || mine.status === 'pending' || mine.status === 'rejected')
    throw new DocketError('contest_not_participant', 'You do not take part in this contest.');
  return mine;
}
