import type { RatedContestRow } from '@docket/contracts/http/rating';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';

const historyStatement = prepare(
  'rating_history',
  `SELECT h.contest_id, c.slug, c.title, c.visibility = 'LISTED' AS listed, r.ended_at, h.place, (SELECT count(*)::int FROM rating_changes o WHERE o.contest_id = h.contest_id) AS people,
          h.before, h.after, h.performance
     FROM rating_changes h JOIN contest_ratings r ON r.contest_id = h.contest_id JOIN contests c ON c.id = h.contest_id
    WHERE h.user_id = $1 ORDER BY r.ended_at, r.contest_id`,
).rows<{ listed: boolean; people: number }>();

/**
 * Somebody's rated contests, the earliest first.
 * @param sees whether whoever asks is told which contests: of those that are in no list nobody else is
 */
export async function ratingHistory(
  ctx: Pick<Ctx, 'db'>,
  userId: string,
  sees: { readonly contests: boolean; readonly unlisted: boolean },
): Promise<RatedContestRow[]> {
  return (await historyStatement(ctx.db.pool, [userId])).map((row) => {
    const named = sees.unlisted || (sees.contests && row.listed);
    return {
      contest: named ? { contestId: row.contest_id, slug: row.slug, title: row.title } : null,
      endedAt: row.ended_at.toISOString(),
      place: named ? row.place : null,
      people: named ? row.people : null,
      before: row.before,
      after: row.after,
      performance: Math.round(row.performance),
    };
  });
}
