import { DocketError } from '@docket/contracts/errors';
import { lockScope } from '../../judge/scope/lock.ts';
import { requireUser, type Ctx } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { tellLog } from '../facts.ts';
import { findContest } from '../rows.ts';
import { readParticipation } from './participation.ts';
import { syncMembers } from './sync.ts';

/**
 * Takes an account out of a contest, and with the last one its team; not after the first submission.
 * @throws DocketError `unauthenticated`, `contest_not_found`, `contest_not_participant`, `contest_begun`
 */
export async function leaveContest(ctx: Ctx, input: { readonly id: string }): Promise<void> {
  const { userId } = requireUser(ctx);
  const contest = await findContest(ctx, input.id);
  await change(ctx, async (tx) => {
    await lockScope(tx, contest.id);
    const mine = await readParticipation(tx.client, contest.id, userId);
    if (mine === null) throw new DocketError('contest_not_participant', 'You do not take part in this contest.');
    const used = await tx.client.query('SELECT FROM submissions WHERE scope_id = $1 AND participant_id = $2 LIMIT 1', [
      contest.id,
      mine.participantId,
    ]);
    if (used.rows.length > 0 || mine.status === 'disqualified')
      throw new DocketError(
        'contest_begun',
        'There are submissions of yours to this contest, so you stay on its board.',
      );
    await tx.client.query('DELETE FROM contest_members WHERE contest_id = $1 AND user_id = $2', [contest.id, userId]);
    if (mine.members.length > 1) return syncMembers(tx, contest, mine.participantId);
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
