import { rateContest, type RatedResult } from '@docket/contest/rating/rate';
import { compareKeys } from '@docket/contest/rank';
import type { BoardRow } from '@docket/contracts/contest/board';
import type { ContestRatings, getContestRatings as route } from '@docket/contracts/http/rating';
import type { RouteQuery } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import { perDb, TtlCache } from '../../spine/ttl-cache.ts';
import { getContestBoard } from '../board/get.ts';
import { findContest, type ContestRow } from '../rows.ts';
import { playersBefore, SHOWS_RATING } from './rows.ts';

const peopleStatement = prepare(
  'contest_rated_people',
  `SELECT p.id, m.user_id, ${SHOWS_RATING} AS shown FROM contest_participants p JOIN contest_members m ON m.participant_id = p.id JOIN users u ON u.id = m.user_id
    WHERE p.contest_id = $1 AND p.kind = 'individual' AND p.rated AND NOT p.hidden`,
).rows<{ shown: boolean }>();
// Asked by itself: of fewer than two people nobody's rating changes, and that is final, too.
const followedStatement = prepare(
  'contest_ratings_followed',
  `SELECT FROM contest_ratings r WHERE r.contest_id = $1
      AND NOT EXISTS (SELECT FROM rating_fold f WHERE (r.ended_at, r.contest_id) >= (f.stale_at, f.stale_contest_id))`,
);
const finalStatement = prepare(
  'contest_rating_changes',
  `SELECT m.participant_id, h.user_id, h.place, h.before, h.after, h.performance, ${SHOWS_RATING} AS shown
     FROM rating_changes h JOIN contest_members m ON m.contest_id = h.contest_id AND m.user_id = h.user_id JOIN users u ON u.id = h.user_id
    WHERE h.contest_id = $1 ORDER BY h.place, h.user_id`,
).rows<{ shown: boolean }>();

type Change = ContestRatings['data'][number] & { readonly userId: string; readonly shown: boolean };
type Changes = { readonly state: ContestRatings['state']; readonly data: readonly Change[] };

/** Everybody who looks at a contest asks; what they are told follows the board by so much. */
const changesCache = perDb(() => new TtlCache<Changes>({ ttlMs: 3_000, max: 50 }));

/**
 * What a contest does to ratings. While it is not final, and until ratings have followed: what it would do if the board stayed as it is, so that a frozen board gives
 * nothing away.
 * @throws DocketError `contest_not_found`, `contest_not_jury`
 */
export async function ratingsOfContest(
  ctx: Pick<Ctx, 'db' | 'actor' | 'clock'>,
  input: RouteQuery<typeof route> & { readonly id: string },
): Promise<ContestRatings> {
  const contest = await findContest(ctx, input.id);
  if (!contest.rated) return { state: 'none', data: [] };
  const { rows } = await getContestBoard(ctx, input);
  const { state, data } = await changesCache(ctx.db).get(`${contest.id} ${input.view}`, async () => {
    const isFinal = contest.finalised_at !== null && (await followedStatement(ctx.db.pool, [contest.id])).length > 0;
    return isFinal
      ? { state: 'final', data: await changesOf(ctx, contest.id) }
      : { state: 'provisional', data: await provisional(ctx, contest, rows) };
  });
  const own = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  return {
    state,
    data: data.flatMap(({ userId, shown, performance, ...change }) =>
      shown || userId === own ? [{ ...change, performance: Math.round(performance) }] : [],
    ),
  };
}

async function changesOf(ctx: Pick<Ctx, 'db'>, contestId: string): Promise<readonly Change[]> {
  const rows = await finalStatement(ctx.db.pool, [contestId]);
  return rows.map(({ participant_id: participant, user_id: userId, ...row }) => ({ participant, userId, ...row }));
}

async function provisional(
  ctx: Pick<Ctx, 'db'>,
  { id, close_at: at }: ContestRow,
  rows: readonly BoardRow[],
): Promise<readonly Change[]> {
  const people = new Map((await peopleStatement(ctx.db.pool, [id])).map((row) => [row.id, row]));
  const results = resultsOf(rows, (participant) => people.get(participant)?.user_id);
  const players = await playersBefore(
    ctx.db.pool,
    { at, contestId: id },
    results.map(({ player }) => player),
  );
  const byUser = new Map([...people.values()].map((row) => [row.user_id, row]));
  return rateContest(players, results).flatMap(({ player, place, from, to, performance }) => {
    const who = byUser.get(player);
    if (who === undefined) return [];
    return [{ participant: who.id, userId: player, shown: who.shown, place, before: from, after: to, performance }];
  });
}

/** Rows of a board as `ratedResults` takes them from a fold: those who have a place and tried anything, places counted anew. */
function resultsOf(rows: readonly BoardRow[], userOf: (participant: string) => string | undefined): RatedResult[] {
  const results: RatedResult[] = [];
  let last: { readonly key: readonly number[]; readonly place: number } | null = null;
  for (const { participant, standing, cells, key } of rows.toSorted((a, b) => compareKeys(a.key, b.key))) {
    const player = userOf(participant);
    if (player === undefined || standing !== 'ranked' || cells.every((cell) => cell === null)) continue;
    if (last === null || compareKeys(last.key, key) !== 0) last = { key, place: results.length + 1 };
    results.push({ player, place: last.place });
  }
  return results;
}
