import { ratedResults } from '@docket/contest/rating/rate';
import { RATING_FOLD_ID } from '@docket/contracts/events/rating';
import { prepare } from '@docket/db/statement';
import type { Tx } from '../../spine/emit.ts';
import type { BoardKeeper } from '../board/keeper.ts';
import type { KeptResults } from './rows.ts';

const membersStatement = prepare(
  'rated_members',
  `SELECT m.participant_id, m.user_id FROM contest_members m JOIN contest_participants p ON p.id = m.participant_id WHERE m.contest_id = $1 AND p.kind = 'individual'`,
);
// The same results again change nothing. What is not final has none.
const keepStatement = prepare(
  'rating_results_keep',
  `INSERT INTO contest_ratings AS r (contest_id, ended_at, results)
   SELECT c.id, s.close_at, $2::jsonb FROM contests c JOIN judge_scopes s ON s.id = c.id
    WHERE c.id = $1 AND c.finalised_at IS NOT NULL AND (c.rated OR EXISTS (SELECT FROM contest_ratings k WHERE k.contest_id = c.id))
   ON CONFLICT (contest_id) DO UPDATE SET results = excluded.results WHERE r.results <> excluded.results
   RETURNING r.ended_at`,
);
// Stale from the earliest contest on, and counted, so that a fold that is under way sees that it has not seen this.
const staleStatement = prepare(
  'rating_fold_stale',
  `INSERT INTO rating_fold AS f (id, stale_at, stale_contest_id, since, marks) VALUES ($1, $2, $3, clock_timestamp(), 1)
   ON CONFLICT (id) DO UPDATE SET since = coalesce(f.since, excluded.since), marks = f.marks + 1,
     (stale_at, stale_contest_id) = (SELECT w.at, w.contest_id FROM (VALUES (f.stale_at, f.stale_contest_id), (excluded.stale_at, excluded.stale_contest_id)) AS w(at, contest_id)
                                      WHERE w.at IS NOT NULL ORDER BY w.at, w.contest_id LIMIT 1)`,
);

type Final = { readonly contestId: string; readonly keeper: BoardKeeper };

/**
 * Keeps what a final contest gives to ratings, and owes the fold where that is another than before: a verdict was changed, somebody was disqualified, the contest is
 * rated no more. Called where its board is written, in the same transaction. Rated are people on the public board who tried anything; teams are not.
 * Who is rated is what the log says, like all else: `contests.rated` may be another already than where the board is.
 */
export async function keepResults(tx: Tx, { contestId, keeper }: Final): Promise<void> {
  if (!keeper.state.finalised) return;
  const results = await resultsOf(tx, contestId, keeper);
  const [kept] = await keepStatement(tx.client, [contestId, JSON.stringify(results)]);
  if (kept === undefined) return;
  await staleStatement(tx.client, [RATING_FOLD_ID, kept.ended_at, contestId]);
  tx.enqueue({ name: 'ratings.stale', payload: {} });
}

async function resultsOf(tx: Tx, contestId: string, { state, boards }: BoardKeeper): Promise<KeptResults> {
  const users = new Map(
    (await membersStatement(tx.client, [contestId])).map((row) => [row.participant_id, row.user_id]),
  );
  const isRated = ({ id, rated }: { readonly id: string; readonly rated: boolean }) => rated && users.has(id);
  return ratedResults(boards.public.rows(), state.participants, isRated)
    .map(({ player, place }) => ({ player: users.get(player) ?? player, place }))
    .toSorted((a, b) => a.place - b.place || (a.player < b.player ? -1 : 1));
}
