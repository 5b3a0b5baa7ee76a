import { prepare } from '@docket/db/statement';
import type { Ctx } from '../spine/ctx.ts';
import { perDb, TtlCache } from '../spine/ttl-cache.ts';

type Account = { userId: string; username: string };

const peopleStatement = prepare(
  'ccs_people',
  `SELECT p.id, p.name, p.institution, p.official, p.hidden, p.status,
          (SELECT coalesce(jsonb_agg(jsonb_build_object('userId', u.id, 'username', u.username) ORDER BY m.joined_at, u.id), '[]'::jsonb)
             FROM contest_members m JOIN users u ON u.id = m.user_id WHERE m.participant_id = p.id) AS members
     FROM contest_participants p
    WHERE p.contest_id = $1 AND p.kind <> 'virtual' AND p.status IN ('registered', 'disqualified') ORDER BY p.created_at, p.id`,
).rows<{ status: 'registered' | 'disqualified'; members: Account[] }>();
const juryStatement = prepare(
  'ccs_jury',
  `SELECT u.id AS "userId", u.username::text AS username FROM judge_scope_staff f JOIN users u ON u.id = f.user_id WHERE f.scope_id = $1 ORDER BY u.username`,
).rows<Account>();

/** Whoever has a row of the contest's board. */
export type CcsParticipant = Awaited<ReturnType<typeof peopleStatement>>[number];
export type CcsPeople = { readonly participants: readonly CcsParticipant[]; readonly jury: readonly Account[] };

const cache = perDb(() => new TtlCache<CcsPeople>({ ttlMs: 400, max: 50 }));

/** Who takes part and who is in the jury, as of less than half a second ago: readers of a contest ask for it together. */
export function peopleOf(ctx: Pick<Ctx, 'db'>, contestId: string): Promise<CcsPeople> {
  return cache(ctx.db).get(contestId, async () => ({
    participants: await peopleStatement(ctx.db.pool, [contestId]),
    jury: await juryStatement(ctx.db.pool, [contestId]),
  }));
}
