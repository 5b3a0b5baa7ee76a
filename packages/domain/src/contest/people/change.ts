import { DocketError } from '@docket/contracts/errors';
import { userChannel } from '@docket/contracts/events/envelope';
import type { changeContestParticipant as route, ContestParticipant } from '@docket/contracts/http/contest-jury';
import type { RouteBody } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { lockScope, refreshScopeOver } from '../../judge/scope/lock.ts';
import type { Ctx } from '../../spine/ctx.ts';
import { change, type Tx } from '../../spine/emit.ts';
import { keepRecord } from '../audit.ts';
import { tellLog } from '../facts.ts';
import { findOwnContest, refuseClosed, refuseFinal, refuseHelpers, refuseSealed } from '../rows.ts';
import { readParticipant } from './list.ts';
import { syncMembers } from './sync.ts';

type Input = RouteBody<typeof route> & { readonly id: string; readonly participantId: string };

const lockStatement = prepare(
  'contest_participant_lock',
  `SELECT p.status, p.hidden, p.official, p.rated, p.extension_ms, p.room, p.seat,
          EXISTS (SELECT FROM submissions s WHERE s.scope_id = p.contest_id AND s.participant_id = p.id) AS used
     FROM contest_participants p WHERE p.contest_id = $1 AND p.id = $2 FOR UPDATE`,
).rows<{ used: boolean }>();
const writeStatement = prepare(
  'contest_participant_change',
  `UPDATE contest_participants SET status = $2, hidden = $3, official = $4, rated = $5, extension_ms = $6, room = $7, seat = $8 WHERE id = $1`,
);
const membersStatement = prepare(
  'contest_participant_users',
  'SELECT m.user_id FROM contest_members m WHERE m.participant_id = $1',
);

/** Tells the accounts of a participant that how they take part is another now. */
export async function tellMembers(tx: Tx, contestId: string, participantId: string): Promise<void> {
  for (const { user_id: userId } of await membersStatement(tx.client, [participantId]))
    tx.emit({
      channel: userChannel(userId),
      type: 'participation.changed',
      data: { contestId, participantId, userId },
    });
}

function missing(): DocketError {
  return new DocketError('participant_not_found', 'Nobody of this id takes part in this contest.');
}

/**
 * Lets somebody in or turns them down, disqualifies or takes that back, hides, gives time. Boards are counted anew by the log.
 * @throws DocketError `contest_not_found`, `contest_not_jury`, `participant_not_found`, `contest_state`
 */
export async function changeParticipant(ctx: Ctx, input: Input): Promise<ContestParticipant> {
  const { id } = await findOwnContest(ctx, input.id);
  const { id: _, participantId, reason, ...given } = input;
  await change(ctx, async (tx) => {
    await lockScope(tx, id);
    const contest = await findOwnContest(ctx, id, tx.client);
    const [row] = await lockStatement(tx.client, [contest.id, participantId]);
    if (row === undefined) throw missing();
    // Who only helps gives time, and nothing else.
    if (Object.keys(given).some((field) => field !== 'extensionMinutes')) await refuseHelpers(ctx, contest, tx.client);
    if (given.extensionMinutes !== undefined) refuseSealed(contest);
    const isOut = row.status === 'pending' || row.status === 'rejected';
    const comesIn = isOut && given.status !== undefined && given.status !== 'rejected';
    if (given.official !== undefined || given.rated !== undefined || given.status === 'rejected' || comesIn) {
      refuseClosed(contest, 'who takes part and how');
      refuseFinal(contest);
    }
    if (given.status === 'rejected' && row.used)
      throw new DocketError('contest_state', 'There are submissions of theirs; disqualify them instead.');
    const extension = given.extensionMinutes === undefined ? Number(row.extension_ms) : given.extensionMinutes * 60_000;
    const counted = contest.told_at ?? contest.finalised_at;
    if (counted !== null && extension !== Number(row.extension_ms))
      throw new DocketError(
        'contest_state',
        `Results count already, since ${counted.toISOString()}: nobody is given time any more.`,
      );
    const or = <T>(value: T | undefined, kept: T): T => (value === undefined ? kept : value);
    await writeStatement(tx.client, [
      participantId,
      given.status ?? row.status,
      given.hidden ?? row.hidden,
      given.official ?? row.official,
      given.rated ?? row.rated,
      extension,
      or(given.room, row.room),
      or(given.seat, row.seat),
    ]);
    await syncMembers(tx, contest, [participantId]);
    if (given.status === 'rejected' && !isOut)
      await tellLog(tx, contest.id, [{ kind: 'participant-left', participant: participantId }]);
    await refreshScopeOver(tx, contest.id, (contest.duration_minutes ?? 0) * 60_000);
    await tellMembers(tx, contest.id, participantId);
    const act = given.status === undefined || given.status === row.status ? 'changed' : given.status;
    await keepRecord(ctx, tx, {
      contestId: contest.id,
      act: `participant.${act}`,
      subject: participantId,
      data: given,
      reason,
    });
  });
  const changed = await readParticipant(ctx, id, participantId);
  if (changed === undefined) throw missing();
  return changed;
}
