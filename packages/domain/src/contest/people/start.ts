import { DocketError } from '@docket/contracts/errors';
import type { Participation } from '@docket/contracts/http/contest';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { lockScope, refreshScopeOver } from '../../judge/scope/lock.ts';
import { secondsUntil } from '../../judge/scope/refusals.ts';
import { requireUser, type Ctx, type UserActor } from '../../spine/ctx.ts';
import { change, type Tx } from '../../spine/emit.ts';
import { durationMs, findContest, type ContestRow } from '../rows.ts';
import { readParticipation } from './participation.ts';
import { join } from './register.ts';
import { syncMembers } from './sync.ts';

// All members of a team begin together, with whoever of them begins.
const beginStatement = prepare(
  'contest_window_begin',
  `UPDATE judge_scope_members SET from_at = $3, until_at = $3::timestamptz + $4::float8 * interval '1 millisecond', paused_before_ms = $5
    WHERE scope_id = $1 AND participant_id = $2 AND from_at IS NULL AND NOT barred`,
);
const virtualStatement = prepare(
  'contest_virtual_write',
  `INSERT INTO contest_participants (id, contest_id, kind, name, status, official, rated) VALUES ($1, $2, 'virtual', $3, 'registered', false, false)`,
);

/**
 * Begins the caller's own time: in a contest of windows between its start and its end, or afterwards, virtually. Begun already, it goes on.
 * @throws DocketError `unauthenticated`, `contest_not_found`, `contest_not_participant`, `contest_not_started` (with retryAfter), `contest_over`,
 * `contest_state`, `already_registered`
 */
export async function startWindow(
  ctx: Ctx,
  input: { readonly id: string; readonly virtual: boolean },
): Promise<Participation> {
  const user = requireUser(ctx);
  const { id } = await findContest(ctx, input.id);
  return change(ctx, async (tx) => {
    const scope = await lockScope(tx, id);
    const contest = await findContest(ctx, id, tx.client);
    if (scope === null) throw new Error(`the contest ${id} has no scope`);
    const mine = await readParticipation(tx.client, id, user.userId);
    const participantId = input.virtual
      ? await virtualPlace(tx, contest, user, { mine, now: scope.now })
      : windowPlace(contest, { mine, now: scope.now });
    const duration = durationMs(contest);
    await beginStatement(tx.client, [id, participantId, scope.now, duration, scope.paused_ms]);
    await syncMembers(tx, contest, [participantId]);
    await refreshScopeOver(tx, id, (contest.duration_minutes ?? 0) * 60_000);
    const begun = await readParticipation(tx.client, id, user.userId);
    if (begun === null) throw new Error(`the participant ${participantId} has no row`);
    return begun;
  });
}

type At = { readonly mine: Participation | null; readonly now: Date };

function windowPlace(contest: ContestRow, { mine, now }: At): string {
  if (mine === null || mine.status === 'rejected' || mine.status === 'disqualified')
    throw new DocketError('contest_not_participant', 'You do not take part in this contest. Register for it first.');
  if (mine.status === 'pending') throw new DocketError('contest_not_participant', 'The jury has not let you in yet.');
  if (mine.window !== null && (contest.duration_minutes !== null || mine.kind === 'virtual')) return mine.participantId;
  if (contest.duration_minutes === null)
    throw new DocketError('contest_state', 'In this contest time runs for all at once; there is nothing to begin.');
  if (now < contest.open_at)
    throw new DocketError('contest_not_started', `It can be begun from ${contest.open_at.toISOString()} on.`, {
      retryAfter: secondsUntil(contest.open_at, now),
    });
  if (now >= contest.close_at)
    throw new DocketError('contest_over', `It could be begun until ${contest.close_at.toISOString()}.`);
  if (contest.paused_at !== null)
    throw new DocketError('contest_state', 'The contest is paused; begin when it goes on.');
  return mine.participantId;
}

async function virtualPlace(tx: Tx, contest: ContestRow, user: UserActor, { mine, now }: At): Promise<string> {
  if (mine?.kind === 'virtual') return mine.participantId;
  if (mine !== null)
    throw new DocketError('already_registered', 'You were there when the contest was held, and know its problems.');
  if (!contest.virtual) throw new DocketError('contest_state', 'This contest is not played afterwards.');
  if (now < contest.over_at || contest.paused_at !== null)
    throw new DocketError('contest_state', `It can be played afterwards from ${contest.over_at.toISOString()} on.`);
  const id = newId();
  await virtualStatement(tx.client, [id, contest.id, user.username]);
  await join(tx, contest, id, user.userId);
  return id;
}
