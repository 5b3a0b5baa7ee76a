import type { RatedPlayer } from '@docket/contest/rating/player';
import { rateContest, type RatingChange } from '@docket/contest/rating/rate';
import { RATINGS_CHANNEL } from '@docket/contracts/events/rating';
import type { PoolClient } from '@docket/db/client';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { playersBefore, type KeptResults } from './rows.ts';

// Of the fold, and not of the row: whoever makes a contest final writes that, and does not wait until all is folded.
const lockStatement = prepare('rating_fold_lock', `SELECT pg_advisory_xact_lock(hashtextextended('ratings.fold', 0))`);
const markStatement = prepare(
  'rating_fold_mark',
  'SELECT f.stale_at, f.stale_contest_id, f.marks FROM rating_fold f WHERE f.stale_at IS NOT NULL',
);
const contestsStatement = prepare(
  'rating_contests_from',
  `SELECT r.contest_id, r.ended_at FROM contest_ratings r WHERE (r.ended_at, r.contest_id) >= ($1::timestamptz, $2::uuid) ORDER BY r.ended_at, r.contest_id`,
);
const resultsStatement = prepare(
  'rating_results',
  'SELECT r.results FROM contest_ratings r WHERE r.contest_id = $1',
).rows<{ results: KeptResults }>();
const forgetStatement = prepare(
  'rating_changes_forget',
  `WITH gone AS (DELETE FROM rating_changes h USING contest_ratings r
     WHERE r.contest_id = h.contest_id AND (r.ended_at, r.contest_id) >= ($1::timestamptz, $2::uuid) RETURNING h.user_id)
   SELECT DISTINCT gone.user_id FROM gone`,
).rows<{ user_id: string }>();
const writeStatement = prepare(
  'rating_changes_write',
  `INSERT INTO rating_changes (contest_id, user_id, place, performance, before, after, state)
   SELECT $1, w.user_id, w.place, w.performance, w.before, w.after, w.state
     FROM ROWS FROM (unnest($2::uuid[], $3::int[], $4::float8[], $5::int[], $6::int[]), jsonb_array_elements($7::jsonb)) AS w(user_id, place, performance, before, after, state)`,
);
const currentStatement = prepare(
  'ratings_write',
  `INSERT INTO ratings AS t (user_id, rating, highest, contests, last_at)
   SELECT h.user_id, (array_agg(h.after ORDER BY r.ended_at DESC, r.contest_id DESC))[1], max(h.after), count(*)::int, max(r.ended_at)
     FROM rating_changes h JOIN contest_ratings r ON r.contest_id = h.contest_id WHERE h.user_id = ANY ($1::uuid[]) GROUP BY h.user_id
   ON CONFLICT (user_id) DO UPDATE SET rating = excluded.rating, highest = excluded.highest, contests = excluded.contests, last_at = excluded.last_at`,
);
const noneStatement = prepare(
  'ratings_gone',
  `DELETE FROM ratings t WHERE t.user_id = ANY ($1::uuid[]) AND NOT EXISTS (SELECT FROM rating_changes h WHERE h.user_id = t.user_id)`,
);
const freshStatement = prepare(
  'rating_fold_fresh',
  'UPDATE rating_fold AS f SET stale_at = NULL, stale_contest_id = NULL, since = NULL WHERE f.marks = $1',
);

/**
 * Folds ratings again from the earliest contest whose results are others than they were, one process at a time, whole or not at all. Nothing stale: nothing happens.
 * The contests before it stay as they are: what is known of people after them is kept with each change. Results that are others while it folds leave ratings stale, and
 * their own job folds again.
 */
export async function foldRatings(ctx: Ctx): Promise<void> {
  await change(ctx, async (tx) => {
    await lockStatement(tx.client, []);
    const [stale] = await markStatement(tx.client, []);
    if (stale === undefined || stale.stale_at === null || stale.stale_contest_id === null) return;
    const from = [stale.stale_at, stale.stale_contest_id] as const;
    const people = new Set((await forgetStatement(tx.client, from)).map(({ user_id: userId }) => userId));
    const players = new Map<string, RatedPlayer | undefined>();
    for (const { contest_id: contestId, ended_at: at } of await contestsStatement(tx.client, from)) {
      const [row] = await resultsStatement(tx.client, [contestId]);
      const results = row?.results ?? [];
      const unread = results.map(({ player }) => player).filter((player) => !players.has(player));
      const read = await playersBefore(tx.client, { at, contestId }, unread);
      for (const player of unread) players.set(player, read.get(player));
      const changes = rateContest(players, results);
      await write(tx.client, contestId, changes);
      for (const { player, after } of changes) {
        players.set(player, after);
        people.add(player);
      }
    }
    await currentStatement(tx.client, [[...people]]);
    await noneStatement(tx.client, [[...people]]);
    // Last of all, for it holds up whoever makes a contest final.
    await freshStatement(tx.client, [stale.marks]);
    tx.emit({ channel: RATINGS_CHANNEL, type: 'ratings.changed', data: { people: people.size } });
    ctx.log.info({ from: stale.stale_at, people: people.size }, 'ratings folded');
  });
}

async function write(client: PoolClient, contestId: string, changes: readonly RatingChange[]): Promise<void> {
  if (changes.length === 0) return;
  await writeStatement(client, [
    contestId,
    changes.map(({ player }) => player),
    changes.map(({ place }) => place),
    changes.map(({ performance }) => performance),
    changes.map(({ from }) => from),
    changes.map(({ to }) => to),
    JSON.stringify(changes.map(({ after }) => after)),
  ]);
}
