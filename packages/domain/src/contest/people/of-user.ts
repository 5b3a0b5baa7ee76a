import type { ProfileContest } from '@docket/contracts/http/profile';
import { prepare } from '@docket/db/statement';
import { z } from 'zod';
import type { Ctx } from '../../spine/ctx.ts';
import { decodeCursor, encodeCursor } from '../../spine/cursor.ts';
import { SHOWS_RATING } from '../rating/rows.ts';

/** Contests of which a profile tells: listed, their results told, and the person on the public board with something tried; never afterwards and for oneself. */
const TOLD = `FROM contest_members m JOIN contest_participants p ON p.id = m.participant_id JOIN contests c ON c.id = m.contest_id JOIN judge_scopes s ON s.id = c.id
    JOIN contest_board_rows b ON b.contest_id = c.id AND b.view = 'public' AND b.participant_id = p.id
   WHERE m.user_id = $1 AND c.visibility = 'LISTED' AND s.told_at IS NOT NULL AND p.kind <> 'virtual' AND p.status = 'registered' AND NOT p.hidden
     AND jsonb_path_exists(b.row, '$.cells[*] ? (@ != null)')`;

// Boards are counted once each, and of the page alone. Equal keys share a place; keys of one board are as long as each other, so that they compare number by number.
const listStatement = prepare(
  'contests_of_user',
  `SELECT w.id, w.slug, w.title, w.close_at, w.solved, w.placed, n.before, n.ranked
     FROM (SELECT c.id, c.slug, c.title, s.close_at, (b.row ->> 'solved')::int AS solved, b.row ->> 'standing' = 'ranked' AS placed, b.row -> 'key' AS key
             ${TOLD} AND ($2::timestamptz IS NULL OR (s.close_at, c.id) < ($2, $3::uuid)) ORDER BY s.close_at DESC, c.id DESC LIMIT $4) w,
   LATERAL (SELECT count(*)::int AS ranked, (count(*) FILTER (WHERE o.row -> 'key' < w.key))::int AS before
              FROM contest_board_rows o WHERE o.contest_id = w.id AND o.view = 'public' AND o.row ->> 'standing' = 'ranked') n
    ORDER BY w.close_at DESC, w.id DESC`,
).rows<{ solved: number; placed: boolean; before: number; ranked: number }>();

const cursorSchema = z.object({ at: z.iso.datetime(), id: z.uuid() });

/** Contests that somebody took part in, as anybody may know of them, the latest first. @throws DocketError `invalid_request` for a cursor of another list */
export async function contestsOf(
  ctx: Pick<Ctx, 'db'>,
  userId: string,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ data: ProfileContest[]; meta: { nextCursor: string | null } }> {
  const after = cursor === undefined ? null : decodeCursor(cursorSchema, cursor);
  const rows = await listStatement(ctx.db.pool, [userId, after?.at ?? null, after?.id ?? null, limit + 1]);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    data: shown.map(({ id, slug, title, close_at: at, solved, placed, before, ranked }) => ({
      contestId: id,
      slug,
      title,
      endsAt: at.toISOString(),
      place: placed ? before + 1 : null,
      ranked,
      solved,
    })),
    meta: {
      nextCursor:
        rows.length > limit && last !== undefined
          ? encodeCursor({ at: last.close_at.toISOString(), id: last.id })
          : null,
    },
  };
}

const figuresStatement = prepare(
  'contest_figures_of_user',
  `SELECT (SELECT count(*)::int ${TOLD}) AS contests,
          (SELECT min(h.place) FROM rating_changes h JOIN contests c ON c.id = h.contest_id WHERE h.user_id = $1 AND c.visibility = 'LISTED'
              AND (SELECT count(*) FROM rating_changes o WHERE o.contest_id = h.contest_id) >= 10) AS best_place,
          t.rating, t.highest, t.contests AS rated_contests,
          CASE WHEN t.rating IS NOT NULL AND ${SHOWS_RATING}
               THEN 1 + (SELECT count(*)::int FROM ratings o JOIN users x ON x.id = o.user_id WHERE o.rating > t.rating AND ${SHOWS_RATING.replaceAll('u.', 'x.')}) END AS rank
     FROM users u LEFT JOIN ratings t ON t.user_id = u.id WHERE u.id = $1`,
).rows<{ contests: number }>();

export type ContestFigures = {
  /** Contests taken part in. */
  readonly contests: number;
  /** In rated contests of at least ten people that are listed; null: none. */
  readonly bestPlace: number | null;
  /** Null: not rated. `rank`: null for whoever is in no list. */
  readonly rating: { rating: number; highest: number; contests: number; rank: number | null } | null;
};

/** What contests say of a person in figures. */
export async function contestFigures(ctx: Pick<Ctx, 'db'>, userId: string): Promise<ContestFigures> {
  const [row] = await figuresStatement(ctx.db.pool, [userId]);
  if (row === undefined) return { contests: 0, bestPlace: null, rating: null };
  const { contests, best_place: bestPlace, rating, highest, rated_contests: rated, rank } = row;
  return {
    contests,
    bestPlace,
    rating: rating === null || highest === null || rated === null ? null : { rating, highest, contests: rated, rank },
  };
}
