import type { ContestDetail } from '@docket/contracts/http/contest';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../spine/ctx.ts';
import { besideCache } from './forget.ts';
import { readParticipation } from './people/participation.ts';
import { findContest, type ContestRow } from './rows.ts';
import { toDetail } from './view.ts';

const besideStatement = prepare(
  'contest_beside',
  `SELECT (SELECT count(*)::int FROM contest_participants p WHERE p.contest_id = $1 AND p.status = 'registered' AND p.kind <> 'virtual' AND NOT p.hidden) AS participants,
          (SELECT coalesce(jsonb_agg(jsonb_build_object('userId', u.id, 'username', u.username) ORDER BY u.username), '[]'::jsonb)
             FROM judge_scope_staff f JOIN users u ON u.id = f.user_id WHERE f.scope_id = $1) AS jury`,
).rows<{ participants: number; jury: { userId: string; username: string }[] }>();

/** What is told of a contest whose row was read already. */
export async function detailOf(ctx: Pick<Ctx, 'db' | 'actor' | 'clock'>, row: ContestRow): Promise<ContestDetail> {
  const beside = await besideCache(ctx.db).get(row.id, async () => {
    const [read] = await besideStatement(ctx.db.pool, [row.id]);
    return read ?? { participants: 0, jury: [] };
  });
  const participation =
    ctx.actor.kind === 'user' ? await readParticipation(ctx.db.pool, row.id, ctx.actor.userId) : null;
  const { participants, jury } = beside;
  return toDetail(row, { participants, participation, jury }, ctx.clock.now());
}

/** One contest, by id or the name in its address. @throws DocketError `contest_not_found` */
export async function getContest(
  ctx: Pick<Ctx, 'db' | 'actor' | 'clock'>,
  input: { readonly id: string },
): Promise<ContestDetail> {
  return detailOf(ctx, await findContest(ctx, input.id));
}
