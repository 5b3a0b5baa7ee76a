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
   SELECT $1, w.account, w.participant FROM unnest($2::uuid[], $3::uuid[]) AS w(participant, account)
     JOIN contest_participants p ON p.id = w.participant AND p.contest_id = $1 WHERE w.account IS NOT NULL
   ON CONFLICT (contest_id, user_id) DO UPDATE SET participant_id = excluded.participant_id`,
);

/** The platform, which keeps closed contests for whoever asked. */
function keeper(ctx: Ctx): Ctx {
  return { ...ctx, actor: { kind: 'system', name: 'keeper' } };
}

/**
 * Brings people of a closed contest up to date: whoever is new takes part, and whoever has no account any more loses their way in. Those who are not named stay as they are.
 * In a contest that is final nobody new comes in, and those who are in it lose their way and get it back. Locks the scope.
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
  if (contest.finalised_at === null)
    await participantsStatement(tx.client, [contestId, ids, members.map(({ name }) => name)]);
  await membersStatement(tx.client, [contestId, ids, accounts]);
  await syncMembers(tx, contest, ids);
  await refreshScopeOver(tx, contestId, 0);
}

const staffStatement = prepare(
  'contest_closed_staff',
  `WITH gone AS (DELETE FROM judge_scope_staff WHERE scope_id = $1 AND user_id <> ALL ($2::uuid[]) RETURNING user_id),
        made AS (INSERT INTO judge_scope_staff AS f (scope_id, user_id, may_set) SELECT $1, w.id, w.may_set FROM unnest($2::uuid[], $3::boolean[]) AS w(id, may_set)
                 ON CONFLICT (scope_id, user_id) DO UPDATE SET may_set = excluded.may_set WHERE f.may_set <> excluded.may_set)
   UPDATE contests SET jury_key = gen_random_uuid() WHERE id = $1 AND EXISTS (SELECT FROM gone)`,
);

/** Somebody who runs a closed contest: sets it, or helps alone. */
export type ClosedStaff = { readonly userId: string; readonly maySet: boolean };

/** Sets who runs a closed contest. With whoever leaves goes what they listened to. Locks the scope. */
export async function keepStaff(tx: Tx, contestId: string, staff: readonly ClosedStaff[]): Promise<void> {
  await lockScope(tx, contestId);
  await staffStatement(tx.client, [contestId, staff.map(({ userId }) => userId), staff.map(({ maySet }) => maySet)]);
}

const sealStatement = prepare('contest_seal', 'UPDATE contests SET sealed = $2 WHERE id = $1 AND sealed <> $2');

/** Puts a closed contest away, so that nothing of it is set any more, or takes it out again. Locks the scope. */
export async function sealContest(tx: Tx, contestId: string, sealed: boolean): Promise<void> {
  await lockScope(tx, contestId);
  await sealStatement(tx.client, [contestId, sealed]);
}
