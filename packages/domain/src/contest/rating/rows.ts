import type { RatedPlayer } from '@docket/contest/rating/player';
import type { Pool } from '@docket/db/pool';
import type { PoolClient } from '@docket/db/client';
import { prepare } from '@docket/db/statement';

/** A contest's place in the order in which ratings are folded: by its end, those of the same moment by id. */
export type RatingPlace = { readonly at: Date; readonly contestId: string };

/** What a contest gives to ratings: `player` is the account. */
export type KeptResults = readonly { readonly player: string; readonly place: number }[];

const playersStatement = prepare(
  'rating_players_before',
  `SELECT DISTINCT ON (h.user_id) h.user_id, h.state FROM rating_changes h JOIN contest_ratings r ON r.contest_id = h.contest_id
    WHERE h.user_id = ANY ($3::uuid[]) AND (r.ended_at, r.contest_id) < ($1::timestamptz, $2::uuid)
    ORDER BY h.user_id, r.ended_at DESC, r.contest_id DESC`,
).rows<{ state: RatedPlayer }>();

/** What is known of people before a contest; newcomers are left out. */
export async function playersBefore(
  on: Pool | PoolClient,
  { at, contestId }: RatingPlace,
  userIds: readonly string[],
): Promise<Map<string, RatedPlayer>> {
  const rows = await playersStatement(on, [at, contestId, userIds]);
  return new Map(rows.map(({ user_id: userId, state }) => [userId, state]));
}

/** Does somebody let others see their rating? For statements in which `u` is the user. */
export const SHOWS_RATING = `(u.disabled_at IS NULL AND NOT 'rating' = ANY (u.hidden_parts))`;
