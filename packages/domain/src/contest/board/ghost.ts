import { setImmediate } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { DocketError } from '@docket/contracts/errors';
import type { ContestBoard } from '@docket/contracts/http/contest';
import { Ghosts } from '@docket/contest/ghosts';
import { prepare } from '@docket/db/statement';
import { readScopeLog } from '../../judge/scope/log.ts';
import type { Ctx } from '../../spine/ctx.ts';
import { perDb } from '../../spine/ttl-cache.ts';
import { eventOf } from '../facts.ts';
import { durationMs, type ContestRow } from '../rows.ts';
import { boardProblems } from './board-problems.ts';
import { kept, namesOf, told } from './rows.ts';
import { firstsOf } from './write.ts';

/** So long at a time, in ms, nothing else is done while ghosts are made. */
const SLICE_MS = 10;

/** Logs of contests that are played again, as far as they were read. They have ended, so what was there changes rarely. */
const played = perDb(() => new LRUCache<string, Promise<Ghosts>>({ max: 5 }));

const virtualStatement = prepare(
  'contest_virtual_window',
  `SELECT m.participant_id, m.from_at, clock_timestamp() AS now FROM judge_scope_members m WHERE m.scope_id = $1 AND m.user_id = $2 AND m.virtual`,
).rows<{ now: Date }>();

async function readOn(ctx: Pick<Ctx, 'db'>, contestId: string, before: Promise<Ghosts>): Promise<Ghosts> {
  const ghosts = await before;
  for await (const entry of readScopeLog(ctx.db.pool, contestId, ghosts.state.seq)) ghosts.apply(eventOf(entry));
  // Once for a contest, and of 50,000 submissions it takes a second: others are answered meanwhile.
  let since = performance.now();
  for (const _ of ghosts.make()) {
    if (performance.now() - since < SLICE_MS) continue;
    await setImmediate();
    since = performance.now();
  }
  return ghosts;
}

/** The log as it is now. Of several who ask at once each goes on where the one before has come to. */
function ghostsOf(ctx: Pick<Ctx, 'db'>, contestId: string): Promise<Ghosts> {
  const known = played(ctx.db).get(contestId) ?? Promise.resolve(new Ghosts());
  const next = readOn(ctx, contestId, known);
  played(ctx.db).set(contestId, next);
  next.catch(() => played(ctx.db).delete(contestId));
  return next;
}

/** What a reader holds already: a board of this version, at this contest time. */
type Held = { readonly version: number; readonly since: number };

/**
 * The board as it stood at the caller's own contest time, who stands among those who were there; or of a board that is held what has changed in it.
 * @throws DocketError `contest_not_participant` for anybody who does not play virtually, `contest_window_not_begun`
 */
export async function getGhostBoard(
  ctx: Pick<Ctx, 'db' | 'actor' | 'clock'>,
  contest: ContestRow,
  held?: Held,
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
  const ghosts = await ghostsOf(ctx, contest.id);
  // All that is read of them is read at once: while something is waited for, whoever else asks takes them further.
  const version = ghosts.revision;
  const isPart = held !== undefined && held.version === version;
  const own = ghosts.own(mine.participant_id, until);
  const others = isPart ? ghosts.changed(held.since, until) : ghosts.rows(until);
  const firsts = firstsOf(ghosts.problems(), ghosts.firsts(until));
  const folded = own === null ? others : [...others, own];
  const names = await namesOf(
    ctx.db.pool,
    contest.id,
    folded.map(({ participant }) => participant),
  );
  const rows = folded.flatMap((row) => told(kept(row), names) ?? []);
  return {
    contestId: contest.id,
    view: 'ghost',
    version,
    problems: await boardProblems(ctx, contest),
    rows: rows.map((row) => (row.participant === mine.participant_id ? row : { ...row, kind: 'ghost' as const })),
    firsts,
    frozenFrom: null,
    until,
    since: isPart ? held.since : null,
    channel: null,
  };
}
