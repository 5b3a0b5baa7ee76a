import { DocketError } from '@docket/contracts/errors';
import type { ContestDetail } from '@docket/contracts/http/contest';
import type { contestAct } from '@docket/contracts/http/contest-jury';
import type { ContestFact } from '@docket/contest/log';
import { prepare } from '@docket/db/statement';
import type { z } from 'zod';
import { lockScope, refreshScopeOver, tellScope, type LockedScope } from '../../judge/scope/lock.ts';
import type { Ctx } from '../../spine/ctx.ts';
import { change, type Tx } from '../../spine/emit.ts';
import { keepRecord } from '../audit.ts';
import { tellContest } from '../change.ts';
import { tellLog } from '../facts.ts';
import { forgetContest } from '../forget.ts';
import { getContest } from '../get.ts';
import { followSettings } from '../people/sync.ts';
import { findOwnContest, findSetContest, freezeMs, type ContestRow, refuseFinal } from '../rows.ts';

type Act = z.output<typeof contestAct>;
/** What an act is done to. `now` is the database's clock, at which it holds the contest still. */
type Stage = { readonly tx: Tx; readonly row: ContestRow; readonly scope: LockedScope };

const endStatement = prepare('contest_end', 'UPDATE judge_scopes SET close_at = $2 WHERE id = $1');
const pauseStatement = prepare('contest_pause', 'UPDATE judge_scopes SET paused_at = $2 WHERE id = $1');
// Whoever's time ran is given the pause at the end of it; the freeze comes so much later.
const resumeStatement = prepare(
  'contest_resume',
  `WITH went AS (UPDATE judge_scopes SET paused_at = NULL, paused_ms = paused_ms + $2::bigint, close_at = close_at + $2::bigint * interval '1 millisecond' WHERE id = $1),
        own AS (UPDATE judge_scope_members m SET until_at = m.until_at + $2::bigint * interval '1 millisecond' WHERE m.scope_id = $1 AND m.from_at <= $3 AND m.until_at + m.extra_ms * interval '1 millisecond' > $3 AND NOT m.virtual)
   UPDATE contests SET freezes_at = freezes_at + $2::bigint * interval '1 millisecond' WHERE id = $1`,
);
const freezeStatement = prepare(
  'contest_freeze',
  'UPDATE contests SET frozen_from_ms = $2, thawed_at = NULL WHERE id = $1',
);
// Again it is thawed since the first time.
const thawStatement = prepare('contest_thaw', 'UPDATE contests SET thawed_at = coalesce(thawed_at, $2) WHERE id = $1');
const finaliseStatement = prepare(
  'contest_finalise',
  'UPDATE contests SET finalised_at = $2, thawed_at = coalesce(thawed_at, $2) WHERE id = $1',
);

/** Nothing is late any more where that was for good. */
const endLateStatement = prepare(
  'scope_ends_late',
  'UPDATE judge_scopes SET late_ms = 0 WHERE id = $1 AND late_ms IS NULL',
);

function wrongState(what: string): DocketError {
  return new DocketError('contest_state', what);
}

/** Time of the contest at a moment, without pauses. */
function contestTime({ row, scope }: Stage, at: Date): number {
  const until = row.paused_at !== null && row.paused_at < at ? row.paused_at : at;
  return Math.max(0, until.getTime() - row.open_at.getTime() - scope.paused_ms);
}

/**
 * Moves the clock or the board of a contest: a new end, a pause, a freeze, a thaw, the end of all changes. Nothing is handed in or judged while it is done.
 * @throws DocketError `contest_not_found`, `contest_not_jury`, `contest_state`, `contest_times`
 */
export async function actOnContest(
  ctx: Ctx,
  input: { readonly id: string; readonly act: Act },
): Promise<ContestDetail> {
  const { id } = await findOwnContest(ctx, input.id);
  await change(ctx, (tx) => performAct(ctx, tx, { ...input, id }));
  forgetContest(ctx, id);
  return getContest(ctx, { id });
}

/** The same in a transaction under way, after which `forgetContest` is called. Locks the scope. @throws DocketError as above */
export async function performAct(
  ctx: Ctx,
  tx: Tx,
  { id, act }: { readonly id: string; readonly act: Act },
): Promise<void> {
  const scope = await lockScope(tx, id);
  const row = await findSetContest(ctx, id, tx.client);
  if (scope === null) throw new Error(`the contest ${id} has no scope`);
  refuseFinal(row);
  const facts = await perform({ tx, row, scope }, act);
  const changed = await findOwnContest(ctx, id, tx.client);
  await tellLog(tx, id, facts);
  await followSettings(tx, row, changed);
  await refreshScopeOver(tx, id, (changed.duration_minutes ?? 0) * 60_000);
  // Last of all: it takes rows of people and problems.
  // What is done in a closed contest counts there alone.
  if (!row.closed && (act.act === 'finalise' || (act.act === 'thaw' && act.upTo === undefined)))
    await tellScope(tx, id);
  tellContest(tx, changed, ctx.clock.now());
  const { act: name, reason, ...data } = act;
  await keepRecord(ctx, tx, { contestId: id, act: `contest.${name}`, data, reason });
}

/** @returns what the log is told besides the settings */
async function perform(stage: Stage, act: Act): Promise<ContestFact[]> {
  const { tx, row, scope } = stage;
  switch (act.act) {
    case 'end':
      return moveEnd(stage, new Date(act.at));
    case 'pause':
      if (row.paused_at !== null) return [];
      if (scope.now < row.open_at || scope.now >= row.over_at)
        throw wrongState('Nobody’s time runs, so there is nothing to pause.');
      await pauseStatement(tx.client, [row.id, scope.now]);
      return [];
    case 'resume':
      if (row.paused_at === null) throw wrongState('The contest is not paused.');
      await resumeStatement(tx.client, [row.id, scope.now.getTime() - row.paused_at.getTime(), row.paused_at]);
      return [];
    case 'freeze': {
      if (scope.now < row.open_at) throw wrongState('The contest has not begun; set freezesAt instead.');
      const from = Math.round(act.from ?? contestTime(stage, scope.now));
      await freezeStatement(tx.client, [row.id, from]);
      return [{ kind: 'frozen', from }];
    }
    case 'thaw':
      return thaw(stage, act.upTo ?? null);
    case 'finalise': {
      if (scope.now < row.over_at || row.paused_at !== null) throw wrongState('Somebody’s time runs still.');
      const { rows } = await tx.client.query<{ open: number }>(
        'SELECT count(*)::int AS open FROM submissions WHERE scope_id = $1 AND finished_at IS NULL',
        [row.id],
      );
      const open = rows[0]?.open ?? 0;
      if (open > 0) throw wrongState(`${open} submissions have no verdict yet.`);
      await finaliseStatement(tx.client, [row.id, scope.now]);
      await endLateStatement(tx.client, [row.id]);
      return [{ kind: 'thawed', upTo: null }, { kind: 'finalised' }];
    }
    default:
      return act satisfies never;
  }
}

async function moveEnd({ tx, row, scope }: Stage, at: Date): Promise<ContestFact[]> {
  const bad = (message: string) =>
    new DocketError('contest_times', message, { fields: [{ path: 'body.at', message }] });
  if (row.told_at !== null)
    throw wrongState(`Results count already, since ${row.told_at.toISOString()}: nobody’s time is moved any more.`);
  if (at <= row.open_at) throw bad(`must be after the start (${row.open_at.toISOString()})`);
  // What was handed in after the new end would be late without anybody's fault.
  if (at < scope.now && at < row.close_at) throw bad(`must not be in the past (${scope.now.toISOString()})`);
  if (row.freezes_at !== null && row.frozen_from_ms === null && at <= row.freezes_at)
    throw bad(`must be after the freeze (${row.freezes_at.toISOString()})`);
  if (row.duration_minutes !== null && at.getTime() - row.open_at.getTime() < row.duration_minutes * 60_000)
    throw bad(`must leave the ${row.duration_minutes} minutes that a window takes`);
  await endStatement(tx.client, [row.id, at]);
  return [];
}

async function thaw({ tx, row, scope }: Stage, upTo: number | null): Promise<ContestFact[]> {
  if (freezeMs(row) === null) throw wrongState('The board does not freeze.');
  if (scope.now < row.over_at || row.paused_at !== null)
    throw wrongState('The contest runs: to show verdicts before its end, move freezesAt.');
  if (upTo === null) await thawStatement(tx.client, [row.id, scope.now]);
  return [{ kind: 'thawed', upTo }];
}
