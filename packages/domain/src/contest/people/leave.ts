import { DocketError } from '@docket/contracts/errors';
import { lockScope } from '../../judge/scope/lock.ts';
import { requireUser, type Ctx } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { tellLog } from '../facts.ts';
import { findContest, refuseClosed } from '../rows.ts';
import { readParticipation } from './participation.ts';
import { syncMembers } from './sync.ts';

/**
 * Takes an account out of a contest, and with the last one its team; not once its time has begun, and not whom the jury turned down: whoever
 * registers again begins anew.
 * @throws DocketError `unauthenticated`, `contest_not_found`, `contest_not_participant`, `contest_begun`, `contest_state`
 */
export async function leaveContest(ctx: Ctx, input: { readonly id: string }): Promise<void> {
  const { userId } = requireUser(ctx);
  const { id } = await findContest(ctx, input.id);
  await change(ctx, async (tx) => {
    const scope = await lockScope(tx, id);
    const contest = await findContest(ctx, id, tx.client);
    refuseClosed(contest, 'who takes part');
    const mine = await readParticipation(tx.client, contest.id, userId);
    if (mine === null) throw new DocketError('contest_not_participant', 'You do not take part in this contest.');
    if (mine.status === 'rejected' || mine.status === 'disqualified')
      throw new DocketError('contest_begun', 'The jury decided about you in this contest, and that stays.');
    if (mine.window !== null && scope !== null && scope.now >= new Date(mine.window.from))
      throw new DocketError('contest_begun', `Your time began at ${mine.window.from}, so you stay on the board.`);
    await tx.client.query('DELETE FROM contest_members WHERE contest_id = $1 AND user_id = $2', [contest.id, userId]);
    if (mine.members.length > 1) return syncMembers(tx, contest, [mine.participantId]);
    await tx.client.query('DELETE FROM judge_scope_members WHERE scope_id = $1 AND user_id = $2', [contest.id, userId]);
    const { rows } = await tx.client.query('SELECT FROM contest_invitations WHERE participant_id = $1 LIMIT 1', [
      mine.participantId,
    ]);
    // Who is on the roster may come back.
    if (rows.length > 0) return;
    await tx.client.query('DELETE FROM contest_participants WHERE id = $1', [mine.participantId]);
    if (mine.status === 'registered')
      await tellLog(tx, contest.id, [{ kind: 'participant-left', participant: mine.participantId }]);
  });
}
