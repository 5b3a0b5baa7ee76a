import { prepare } from '@docket/db/statement';
import { lockScope, refreshScopeOver } from '../../judge/scope/lock.ts';
import type { Ctx } from '../../spine/ctx.ts';
import type { Tx } from '../../spine/emit.ts';
import { syncMembers } from '../people/sync.ts';
import { findOwnContest } from '../rows.ts';

/** Somebody of a closed contest. Without an account they have no way in, and what they handed in stays. */
export type ClosedMember = {
  readonly participantId: string;
  readonly name: string;
  readonly userId: string | null;
};

const participantsStatement = prepare(
  'contest_closed_participants',
  `INSERT INTO contest_participants AS p (id, contest_id, kind, name, status)
   SELECT w.id, $1, 'individual', w.name, 'registered' FROM unnest($2::uuid[], $3::text[]) AS w(id, name)
   ON CONFLICT (id) DO UPDATE SET name = excluded.name WHERE p.contest_id = $1`,
);
const goneStatement = prepare(
  'contest_closed_gone',
  `DELETE FROM contest_members m USING unnest($2::uuid[], $3::uuid[]) AS w(participant, account)
    WHERE m.contest_id = $1 AND m.participant_id = w.participant AND m.user_id IS DISTINCT FROM w.account`,
);
const windowsStatement = prepare(
  'contest_closed_windows_gone',
  `DELETE FROM judge_scope_members o WHERE o.scope_id = $1 AND o.participant_id = ANY ($2::uuid[])
      AND NOT EXISTS (SELECT FROM contest_members m WHERE m.contest_id = o.scope_id AND m.user_id = o.user_id)`,
);
const membersStatement = prepare(
  'contest_closed_members',
  `INSERT INTO contest_members (contest_id, user_id, participant_id)
   SELECT $1, w.account, w.participant FROM unnest($2::uuid[], $3::uuid[]) AS w(participant, account) WHERE w.account IS NOT NULL
   ON CONFLICT (contest_id, user_id) DO UPDATE SET participant_id = excluded.participant_id`,
);

/** So many are told to the log one by one; with more it is told of all. */
const FEW = 20;

/** The platform, which keeps closed contests for whoever asked. */
function keeper(ctx: Ctx): Ctx {
  return { ...ctx, actor: { kind: 'system', name: 'keeper' } };
}

/**
 * Brings people of a closed contest up to date: whoever is new takes part, and whoever has no account any more loses their way in. Those who are not named stay as they are.
 * In a contest that is final nobody comes in, and access still goes. Locks the scope.
 */
export async function keepMembers(
  ctx: Ctx,
  tx: Tx,
  contestId: string,
  members: readonly ClosedMember[],
): Promise<void> {
  if (members.length === 0) return;
  await lockScope(tx, contestId);
  const contest = await findOwnContest(keeper(ctx), contestId, tx.client);
  if (!contest.closed) throw new Error(`the contest ${contestId} is kept by nobody`);
  const ids = members.map(({ participantId }) => participantId);
  const accounts = members.map(({ userId }) => userId);
  await goneStatement(tx.client, [contestId, ids, accounts]);
  await windowsStatement(tx.client, [contestId, ids]);
  if (contest.finalised_at !== null) return;
  await participantsStatement(tx.client, [contestId, ids, members.map(({ name }) => name)]);
  await membersStatement(tx.client, [contestId, ids, accounts]);
  if (ids.length > FEW) await syncMembers(tx, contest);
  else for (const id of ids) await syncMembers(tx, contest, id);
  await refreshScopeOver(tx, contestId, 0);
}

const staffStatement = prepare(
  'contest_closed_staff',
  `WITH gone AS (DELETE FROM judge_scope_staff WHERE scope_id = $1 AND user_id <> ALL ($2::uuid[]) RETURNING user_id),
        made AS (INSERT INTO judge_scope_staff (scope_id, user_id) SELECT $1, w.id FROM unnest($2::uuid[]) AS w(id) ON CONFLICT DO NOTHING)
   UPDATE contests SET jury_key = gen_random_uuid() WHERE id = $1 AND EXISTS (SELECT FROM gone)`,
);

/** Sets who runs a closed contest. With whoever leaves goes what they listened to. Locks the scope. */
export async function keepStaff(tx: Tx, contestId: string, userIds: readonly string[]): Promise<void> {
  await lockScope(tx, contestId);
  await staffStatement(tx.client, [contestId, userIds]);
}
