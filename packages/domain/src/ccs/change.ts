import { DocketError } from '@docket/contracts/errors';
import type { CcsContest, CcsContestChange } from '@docket/contracts/ccs/contest';
import { changeContest } from '../contest/change.ts';
import { actOnContest } from '../contest/clock/act.ts';
import { freezeMs, type ContestRow } from '../contest/rows.ts';
import type { Ctx } from '../spine/ctx.ts';
import { ccsContest } from './contests.ts';
import { readerOf } from './view.ts';

/** The specification's: no start is set, and none left, that is nearer than this. A thaw is now within it. */
const NEAR_MS = 30_000;

/**
 * Moves the start of a contest with its end and its freeze, or thaws it now.
 * @throws DocketError `contest_not_found`, `contest_not_jury`, `contest_start_fixed`, `contest_id_mismatch`, `contest_state`, `contest_times`, `invalid_request`
 */
export async function ccsChangeContest(
  ctx: Ctx,
  input: CcsContestChange & { readonly contestId: string },
): Promise<CcsContest> {
  const { contest: row, view } = await readerOf(ctx, input.contestId);
  if (view.kind !== 'jury') throw new DocketError('contest_not_jury', 'You are not in the jury of this contest.');
  if (input.id !== undefined && input.id !== row.id && input.id !== row.slug)
    throw new DocketError('contest_id_mismatch', 'The id is that of another contest than the address.');
  if ('start_time' in input && input.start_time !== undefined) await moveStart(ctx, row, input.start_time);
  else await thaw(ctx, row, input.scoreboard_thaw_time);
  return ccsContest(ctx, { id: row.id });
}

async function moveStart(ctx: Ctx, row: ContestRow, at: string | null): Promise<void> {
  // A contest here always has a start: a countdown that waits is one that was moved.
  if (at === null)
    throw new DocketError(
      'invalid_request',
      'A contest has a start here. Instead of clearing it, send a later start_time.',
    );
  const fixed = (why: string): DocketError => new DocketError('contest_start_fixed', why);
  const now = ctx.clock.now().getTime();
  const start = new Date(at).getTime();
  if (row.open_at.getTime() - now < NEAR_MS) throw fixed('The contest has begun, or begins within 30 seconds.');
  if (start - now < NEAR_MS) throw fixed('The new start is within 30 seconds, or in the past.');
  const by = start - row.open_at.getTime();
  const moved = (moment: Date): string => new Date(moment.getTime() + by).toISOString();
  await changeContest(ctx, {
    id: row.id,
    startsAt: moved(row.open_at),
    endsAt: moved(row.close_at),
    ...(row.freezes_at === null ? {} : { freezesAt: moved(row.freezes_at) }),
  });
}

async function thaw(ctx: Ctx, row: ContestRow, at: string | undefined): Promise<void> {
  if (at === undefined) throw new DocketError('invalid_request', 'Send start_time or scoreboard_thaw_time.');
  if (Math.abs(new Date(at).getTime() - ctx.clock.now().getTime()) > NEAR_MS)
    throw new DocketError(
      'contest_start_fixed',
      'A thaw is now: send the time of it when it is there, within 30 seconds.',
    );
  const refused = (why: string): DocketError => new DocketError('contest_start_fixed', why);
  if (freezeMs(row) === null) throw refused('The board of this contest does not freeze.');
  if (row.paused_at !== null || ctx.clock.now() < row.over_at)
    throw refused('The contest runs: it can be thawed once it is over.');
  if (row.thawed_at !== null) throw refused(`The contest was thawed at ${row.thawed_at.toISOString()}.`);
  await actOnContest(ctx, { id: row.id, act: { act: 'thaw' } });
}
