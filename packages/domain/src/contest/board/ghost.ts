import { LRUCache } from 'lru-cache';
import { DocketError } from '@docket/contracts/errors';
import type { ContestBoard } from '@docket/contracts/http/contest';
import { Board } from '@docket/contest/board';
import { ContestState } from '@docket/contest/state';
import { prepare } from '@docket/db/statement';
import { readScopeLog } from '../../judge/scope/log.ts';
import type { Ctx } from '../../spine/ctx.ts';
import { perDb } from '../../spine/ttl-cache.ts';
import { eventOf } from '../facts.ts';
import { durationMs, type ContestRow } from '../rows.ts';
import { boardProblems } from './board-problems.ts';
import { kept, namesOf, told } from './rows.ts';
import { firstsOf } from './write.ts';

/** Logs of contests that are played again, as far as they were read. They have ended, so little is added. */
const states = perDb(() => new LRUCache<string, Promise<ContestState>>({ max: 5 }));

const virtualStatement = prepare(
  'contest_virtual_window',
  `SELECT m.participant_id, m.from_at, clock_timestamp() AS now FROM judge_scope_members m WHERE m.scope_id = $1 AND m.user_id = $2 AND m.virtual`,
).rows<{ now: Date }>();

async function readOn(ctx: Pick<Ctx, 'db'>, contestId: string, before: Promise<ContestState>): Promise<ContestState> {
  const state = await before;
  for await (const entry of readScopeLog(ctx.db.pool, contestId, state.seq)) state.apply(eventOf(entry));
  return state;
}

/** The log as it is now. Of several who ask at once each goes on where the one before has come to. */
function stateOf(ctx: Pick<Ctx, 'db'>, contestId: string): Promise<ContestState> {
  const known = states(ctx.db).get(contestId) ?? Promise.resolve(new ContestState());
  const next = readOn(ctx, contestId, known);
  states(ctx.db).set(contestId, next);
  next.catch(() => states(ctx.db).delete(contestId));
  return next;
}

/**
 * The board as it stood at the caller's own contest time, who stands among those who were there.
 * @throws DocketError `contest_not_participant` for anybody who does not play virtually, `contest_window_not_begun`
 */
export async function getGhostBoard(
  ctx: Pick<Ctx, 'db' | 'actor' | 'clock'>,
  contest: ContestRow,
): Promise<ContestBoard> {
  const userId = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  const [mine] = userId === null ? [] : await virtualStatement(ctx.db.pool, [contest.id, userId]);
  if (mine === undefined)
    throw new DocketError(
      'contest_not_participant',
      'Ghosts stand beside those who play a contest after it was held: POST /contest/:id/start with virtual.',
    );
  if (mine.from_at === null) throw new DocketError('contest_window_not_begun', 'Your own time has not begun.');
  const until = Math.min(mine.now.getTime() - mine.from_at.getTime(), durationMs(contest));
  const state = await stateOf(ctx, contest.id);
  const board = new Board({ kind: 'replay', until, for: mine.participant_id }, state);
  const names = await namesOf(ctx.db.pool, contest.id);
  const rows = board.unplaced().flatMap((row) => told(kept(row), names) ?? []);
  return {
    contestId: contest.id,
    view: 'ghost',
    version: state.seq,
    problems: await boardProblems(ctx, contest),
    rows: rows.map((row) => (row.participant === mine.participant_id ? row : { ...row, kind: 'ghost' as const })),
    firsts: firstsOf(board),
    frozenFrom: null,
    until,
    channel: null,
  };
}
