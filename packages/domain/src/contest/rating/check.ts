import { isDeepStrictEqual } from 'node:util';
import { rateContest } from '@docket/contest/rating/rate';
import type { RatedPlayer } from '@docket/contest/rating/player';
import type { Invariant } from '@docket/contracts/http/invariants';
import { transaction } from '@docket/db/client';
import { prepare } from '@docket/db/statement';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import type { KeptResults } from './rows.ts';

const EXAMPLES = 5;
/** All contests there are; a large installation takes longer than ordinary statements may. */
const TIMEOUT_MS = 300_000;

const contestsStatement = prepare(
  'rating_check_contests',
  `SELECT r.contest_id, r.results, EXISTS (SELECT FROM rating_fold f WHERE (r.ended_at, r.contest_id) >= (f.stale_at, f.stale_contest_id)) AS stale
     FROM contest_ratings r ORDER BY r.ended_at, r.contest_id`,
).rows<{ results: KeptResults; stale: boolean }>();
const changesStatement = prepare(
  'rating_check_changes',
  `SELECT h.user_id, h.place, h.performance, h.before, h.after, h.state FROM rating_changes h WHERE h.contest_id = $1 ORDER BY h.user_id`,
);
const currentStatement = prepare('rating_check_current', 'SELECT t.user_id, t.rating FROM ratings t');

/**
 * Are the ratings that are kept those of a fold from nothing? From a contest on that is stale they are to be folded again, and nothing is asked.
 * @throws DocketError `unauthenticated`, `forbidden`
 */
export async function checkRatings(ctx: Ctx): Promise<Invariant> {
  requireRole(ctx, 'admin');
  const before = performance.now();
  const wrong: Record<string, unknown>[] = [];
  let violations = 0;
  const note = (example: Record<string, unknown>) => {
    violations += 1;
    if (wrong.length < EXAMPLES) wrong.push(example);
  };
  await transaction(ctx.db.pool, async (client) => {
    await client.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query(`SET LOCAL statement_timeout = ${TIMEOUT_MS}`);
    const players = new Map<string, RatedPlayer>();
    const ratings = new Map<string, number>();
    let stale = false;
    for (const contest of await contestsStatement(client, [])) {
      if (contest.stale) {
        stale = true;
        break;
      }
      const changes = rateContest(players, contest.results);
      const wanted = changes.map(({ player, place, performance: value, from, to, after }) => ({
        user_id: player,
        place,
        performance: value,
        before: from,
        after: to,
        state: after,
      }));
      const kept = await changesStatement(client, [contest.contest_id]);
      if (
        !isDeepStrictEqual(
          kept,
          wanted.toSorted((a, b) => (a.user_id < b.user_id ? -1 : 1)),
        )
      )
        note({ contestId: contest.contest_id });
      for (const { player, to, after } of changes) {
        players.set(player, after);
        ratings.set(player, to);
      }
    }
    if (stale) return;
    for (const { user_id: userId, rating } of await currentStatement(client, [])) {
      if (ratings.get(userId) !== rating) note({ userId, kept: rating, folded: ratings.get(userId) ?? null });
      ratings.delete(userId);
    }
    for (const [userId, rating] of ratings) note({ userId, kept: null, folded: rating });
  });
  return {
    name: 'ratings are a fold',
    checks:
      'ratings and what each contest did to them are what all rated contests give when they are folded from nothing',
    note: null,
    asked: true,
    ok: violations === 0,
    violations,
    examples: wrong,
    ms: performance.now() - before,
  };
}
